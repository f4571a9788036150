package dev.ize.tck.mutation;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Leaves out the first run of each test in a process that tries mutants, with what makes ready for it and cleans up.
 *
 * <p>PIT's plugin for JUnit 5 learns what tests there are by running them all, in every such process and before the
 * first mutant. That run shows nothing, and with hundreds of processes it would take most of the time. The process that
 * measures coverage, which uses that run, is another.
 */
public final class FirstRun implements InvocationInterceptor {
    private static final boolean TRIES_MUTANTS =
            System.getProperty("sun.java.command", "").contains("MutationTestMinion");

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private static final Set<String> LEFT_OUT_NOW = ConcurrentHashMap.newKeySet();

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (TRIES_MUTANTS && !SEEN.contains(context.getUniqueId())) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (LEFT_OUT_NOW.contains(context.getUniqueId())) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedFromTheSecondRun(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceedFromTheSecondRun(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        proceedFromTheSecondRun(invocation, context);
    }

    private static void proceedFromTheSecondRun(Invocation<Void> invocation, ExtensionContext context)
            throws Throwable {
        if (TRIES_MUTANTS && SEEN.add(context.getUniqueId())) {
            LEFT_OUT_NOW.add(context.getUniqueId());
            invocation.skip();
        } else {
            LEFT_OUT_NOW.remove(context.getUniqueId());
            invocation.proceed();
        }
    }
}
