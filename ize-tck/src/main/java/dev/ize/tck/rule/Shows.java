package dev.ize.tck.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names the rules that a test shows to hold; when it fails, its message begins with them. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrokenRule.class)
public @interface Shows {
    /** The rules' ids, such as {@code order-1}; at least one. */
    String[] value();
}
