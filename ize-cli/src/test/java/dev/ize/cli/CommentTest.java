package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * That comments are there where others rely on them. Whether they are true is for readers.
 *
 * <p>It lives beside {@link ArchitectureTest}, in the one module that comes after all others.
 */
@Tag("once")
final class CommentTest {
    /** Modules whose public types are called by others. */
    private static final List<String> MODULES = List.of(
            "ize-spi",
            "ize-core",
            "ize-backend-lmdb",
            "ize-backend-mvstore",
            "ize-backend-rocksdb",
            "ize-tck",
            "ize-cli");

    /** Types whose methods are each named after the one thing that they are about, as the type's comment says. */
    private static final Set<String> EXPLAINED_BY_THEIR_TYPE = Set.of(
            "dev.ize.core.format.OperationVisitor",
            "dev.ize.spi.KeepRules.Builder",
            "dev.ize.spi.StorageOptions.Builder");

    private static final Set<String> UNCOMMENTED = new TreeSet<>();
    private static final Map<String, Boolean> PACKAGES_NAMING_THREADS = new TreeMap<>();
    private static final Set<String> PACKAGES_WITH_PUBLIC_TYPES = new TreeSet<>();
    private static final Set<String> SEEN = new TreeSet<>();

    @BeforeAll
    static void readSources() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(comments).scan(unit, null);
            }
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found;
    }

    @Test
    void everyPublicTypeAndMethodHasAComment() {
        assertThat(SEEN).contains("dev.ize.spi.Operation.Restore", "dev.ize.core.engine.Engine.write");
        assertThat(UNCOMMENTED).isEmpty();
    }

    @Test
    void everyPackageWithPublicTypesSaysWhichThreadsMayUseThem() {
        assertThat(PACKAGES_WITH_PUBLIC_TYPES)
                .contains("dev.ize.spi", "dev.ize.tck.engine")
                .allSatisfy(name -> assertThat(PACKAGES_NAMING_THREADS.getOrDefault(name, false))
                        .as(name)
                        .isTrue());
    }

    /** Reads what is public, with all types around it. */
    private static final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees comments;
        private String owner = "";
        private boolean inInterface;

        Reader(DocTrees comments) {
            this.comments = comments;
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree unit, Void nothing) {
            owner = unit.getPackageName().toString();
            if (unit.getSourceFile().getName().endsWith("package-info.java")) {
                DocCommentTree comment =
                        comments.getDocCommentTree(new TreePath(new TreePath(unit), unit.getPackage()));
                String text = String.valueOf(comment).toLowerCase(Locale.ROOT);
                PACKAGES_NAMING_THREADS.put(owner, text.contains("thread"));
                return null;
            }
            return super.visitCompilationUnit(unit, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isPublic(type.getModifiers())) {
                return null;
            }
            String outerOwner = owner;
            boolean outerInInterface = inInterface;
            if (getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree) {
                PACKAGES_WITH_PUBLIC_TYPES.add(owner);
            }
            owner += "." + type.getSimpleName();
            inInterface = type.getKind() == Tree.Kind.INTERFACE;
            note(owner);
            super.visitClass(type, null);
            owner = outerOwner;
            inInterface = outerInInterface;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean explained = overrides
                    || EXPLAINED_BY_THEIR_TYPE.contains(owner)
                    || (method.getReturnType() == null && hasPlainConstructors(method));
            if (isPublic(method.getModifiers()) && !explained) {
                note(owner + "." + method.getName());
            }
            return null;
        }

        /** A record's takes its components and an exception's its message and cause. */
        private boolean hasPlainConstructors(MethodTree constructor) {
            return constructor.getParameters().isEmpty()
                    || getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
                    || owner.endsWith("Exception");
        }

        private boolean isPublic(ModifiersTree modifiers) {
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
        }

        private void note(String name) {
            SEEN.add(name);
            if (comments.getDocCommentTree(getCurrentPath()) == null) {
                UNCOMMENTED.add(name);
            }
        }
    }
}
