package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what the README shows is so, as far as a compiler and the command's help can tell. */
final class ReadmeTest {
    @TempDir
    Path temporary;

    @Test
    void javaOfTheReadmeCompiles() throws IOException {
        String source = "import static java.time.temporal.ChronoUnit.DAYS;"
                + "import dev.ize.spi.*; import java.io.InputStream; import java.nio.file.Path;"
                + "import java.time.Instant; import java.util.List;"
                + "class Readme { void run(Path directory, InputStream inputStream) throws Exception {\n"
                + first("```java\n(.*?)```") + "} }";
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-d", temporary.toString(), "-classpath", System.getProperty("java.class.path"));

        boolean compiled = compiler.getTask(null, null, problems, options, null, List.of(new Source(source)))
                .call();

        assertThat(compiled).as(problems.getDiagnostics().toString()).isTrue();
    }

    @Test
    void commandsOfTheReadmeExist() throws IOException {
        String help = CommandRun.in(temporary, "--help").done().out();
        String commands = first("`./ize --help` shows the\\s+rest: (.*?) look after the store");

        Matcher named = Pattern.compile("`([a-z]+)`").matcher(commands);

        assertThat(named.results().map(match -> match.group(1)))
                .hasSizeGreaterThan(20)
                .allSatisfy(command -> assertThat(help).containsPattern("(?m)^  " + command + "\\b"));
    }

    private static String first(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Readme.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
