package dev.ize.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Steps through the providers by hand, so that a broken one hides no other. */
final class BackendDiscovery {
    private final Map<String, FileSystemStorageProvider> providers = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    BackendDiscovery() {
        collect(FileSystemStorages.class.getClassLoader());
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null && context != FileSystemStorages.class.getClassLoader()) {
            collect(context);
        }
    }

    List<FileSystemStorageProvider> providers() {
        return List.copyOf(providers.values());
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    private void collect(ClassLoader loader) {
        Iterator<FileSystemStorageProvider> found =
                ServiceLoader.load(FileSystemStorageProvider.class, loader).iterator();
        // A services file that cannot be read fails at every step: stop when two steps in a row say the same.
        String lastFailure = "";
        while (true) {
            try {
                if (!found.hasNext()) {
                    return;
                }
                add(found.next());
                lastFailure = "";
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                String failure = explain(e);
                if (failure.equals(lastFailure)) {
                    return;
                }
                lastFailure = failure;
                if (!failures.contains(failure)) {
                    failures.add(failure);
                }
            }
        }
    }

    private void add(FileSystemStorageProvider provider) {
        FileSystemStorageProvider other = providers.putIfAbsent(provider.id(), provider);
        if (other != null
                && !other.getClass().getName().equals(provider.getClass().getName())) {
            failures.add(provider.getClass().getName() + ": backend id '" + provider.id() + "' is taken by "
                    + other.getClass().getName());
        }
    }

    private static String explain(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == e ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + root + ")";
    }
}
