package dev.ize.tck.rule;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.IncompleteExecutionException;

/** Puts the rules that a test shows before the message of its failure, or of what surrounds it. */
final class BrokenRule implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withRules(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withRules(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withRules(context, failure);
    }

    private static Throwable withRules(ExtensionContext context, Throwable failure) {
        if (failure instanceof IncompleteExecutionException) {
            return failure;
        }
        String[] ids = context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, Shows.class))
                .map(Shows::value)
                .orElseThrow();
        String rules = Stream.of(ids)
                .map(id -> id + ": " + RuleBook.whole().rule(id).sentence())
                .collect(Collectors.joining("\n"));
        return new AssertionFailedError("This rule is broken.\n" + rules + "\n" + failure, failure);
    }
}
