package dev.ize.tck.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test of a suite that shows no rule, but that the suite can find who breaks one: it makes the backend under
 * test wrong and passes if that is found. For what takes processes or disks; other wrong implementations are in the
 * kit's own tests.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Control {
    /** What rules call the wrong implementation. */
    String wrong();

    /** The ids of the rules that it breaks; at least one. */
    String[] breaks();
}
