package dev.ize.cli.kit;

import dev.ize.tck.run.RunEvent;
import dev.ize.tck.run.TestRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report in the form that build servers read as JUnit's: a case for each case of a test. */
final class XmlReport {
    private XmlReport() {}

    static String of(KitReport report) {
        List<String> cases = new ArrayList<>();
        int failures = 0;
        int errors = 0;
        int skipped = 0;
        for (TestRecord test : report.record().tests()) {
            for (RunEvent.Ended it : test.cases()) {
                cases.add(testCase(test, it));
                switch (it.outcome()) {
                    case FAILED -> failures++;
                    case SKIPPED, NOT_APPLICABLE -> skipped++;
                    case PASSED -> {}
                }
            }
            if (!test.completed()) {
                cases.add(element(test, test.method().place(), 0, "<error message=\"It has not come to its end.\"/>"));
                errors++;
            }
        }
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"ize-tck ")
                .append(Markup.text(report.order().backend()))
                .append("\" tests=\"")
                .append(cases.size())
                .append("\" failures=\"")
                .append(failures)
                .append("\" errors=\"")
                .append(errors)
                .append("\" skipped=\"")
                .append(skipped)
                .append("\" time=\"")
                .append(seconds(report.millis()))
                .append("\" timestamp=\"")
                .append(report.start())
                .append("\">\n  <properties>\n");
        for (KitReport.Fact fact : report.facts()) {
            xml.append("    <property name=\"")
                    .append(fact.name())
                    .append("\" value=\"")
                    .append(Markup.text(fact.value()))
                    .append("\"/>\n");
        }
        xml.append("  </properties>\n");
        cases.forEach(xml::append);
        report.death()
                .ifPresent(death ->
                        xml.append("  <system-err>").append(Markup.text(death)).append("</system-err>\n"));
        return xml.append("</testsuite>\n").toString();
    }

    private static String testCase(TestRecord test, RunEvent.Ended it) {
        String place = test.method().place();
        String plain = it.name().replaceAll("\\([^()]*\\)$", "");
        String name = place.endsWith(plain) ? place : place + ", " + plain;
        String message = Markup.text(it.message());
        return element(
                test,
                name,
                it.millis(),
                switch (it.outcome()) {
                    case PASSED -> "";
                    case FAILED -> "<failure message=\"" + firstLines(message) + "\">" + message + "</failure>";
                    case SKIPPED -> "<skipped message=\"" + message + "\"/>";
                    case NOT_APPLICABLE -> "<skipped message=\"Not applicable: " + message + "\"/>";
                });
    }

    private static String element(TestRecord test, String name, long millis, String inside) {
        return "  <testcase classname=\"" + Markup.text(test.method().type()) + "\" name=\"" + Markup.text(name)
                + "\" time=\"" + seconds(millis) + "\">" + inside + "</testcase>\n";
    }

    /** A message without its stack trace. */
    private static String firstLines(String message) {
        int trace = message.indexOf("\n    at ");
        return trace < 0 ? message : message.substring(0, trace);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
