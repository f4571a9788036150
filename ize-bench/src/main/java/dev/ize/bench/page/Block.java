package dev.ize.bench.page;

import java.util.List;
import java.util.Objects;

/** A piece of a section. */
public sealed interface Block {
    /** Running text. */
    record Paragraph(String text) implements Block {
        public Paragraph {
            Objects.requireNonNull(text, "text");
        }
    }

    /** Lines of a list. */
    record Notes(List<String> lines) implements Block {
        public Notes {
            lines = List.copyOf(lines);
        }
    }

    /** Answers that are to be seen first. */
    record Cards(List<Card> cards) implements Block {
        public Cards {
            cards = List.copyOf(cards);
        }
    }

    /**
     * One answer.
     *
     * @param question what it answers, in a few words
     * @param answer in a word or two
     * @param reason a sentence
     */
    record Card(String question, String answer, String reason) {
        public Card {
            Objects.requireNonNull(question, "question");
            Objects.requireNonNull(answer, "answer");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A table.
     *
     * @param caption what it shows
     * @param columns their heads; the first column holds the labels of the rows
     * @param rows each with a cell for every column, or a single cell, which is a heading of the rows that follow
     */
    record Table(String caption, List<Column> columns, List<List<Cell>> rows) implements Block {
        public Table {
            Objects.requireNonNull(caption, "caption");
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                if (row.size() != columns.size() && row.size() != 1) {
                    throw new IllegalArgumentException("A row has not the cells of its table: " + row);
                }
            }
        }
    }

    /**
     * A column of a table.
     *
     * @param title its head
     * @param isNumber whether its cells are numbers, which stand to the right
     */
    record Column(String title, boolean isNumber) {
        public Column {
            Objects.requireNonNull(title, "title");
        }

        /** A column of words. */
        public static Column words(String title) {
            return new Column(title, false);
        }

        /** A column of numbers. */
        public static Column numbers(String title) {
            return new Column(title, true);
        }
    }

    /** How a cell is to be seen. */
    enum Tone {
        PLAIN,
        /** The best of its kind. */
        GOOD,
        /** Worse than it should be. */
        BAD,
        /** There is nothing to see. */
        FAINT
    }

    /**
     * A cell of a table.
     *
     * @param text what it says
     * @param detail more, in smaller letters; empty for nothing
     * @param tone how it is to be seen
     */
    record Cell(String text, String detail, Tone tone) {
        /** What stands where there is nothing. */
        public static final Cell NOTHING = new Cell("–", "", Tone.FAINT);

        public Cell {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(tone, "tone");
        }

        /** Text alone. */
        public static Cell of(String text) {
            return new Cell(text, "", Tone.PLAIN);
        }

        /** Text with more. */
        public static Cell of(String text, String detail) {
            return new Cell(text, detail, Tone.PLAIN);
        }

        /** The same in another tone. */
        public Cell in(Tone other) {
            return new Cell(text, detail, other);
        }
    }

    /**
     * Bars that lie, with the intervals in which their ends may be.
     *
     * @param id a name for its file: lower-case letters and hyphens
     * @param title what it shows
     * @param axis what the length of a bar means
     * @param unit what its length counts
     * @param series names of what is compared, in the order of their colours
     * @param groups bars that are compared
     */
    record Chart(String id, String title, String axis, Unit unit, List<String> series, List<Group> groups)
            implements Block {
        public Chart {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(axis, "axis");
            Objects.requireNonNull(unit, "unit");
            if (!id.matches("[a-z][a-z-]*")) {
                throw new IllegalArgumentException("id must be lower-case letters and hyphens: " + id);
            }
            series = List.copyOf(series);
            groups = List.copyOf(groups);
            for (Group group : groups) {
                for (Bar bar : group.bars()) {
                    if (!series.contains(bar.series())) {
                        throw new IllegalArgumentException("No series of the chart: " + bar.series());
                    }
                }
            }
        }
    }

    /**
     * Bars that are compared with each other.
     *
     * @param label what they are about
     * @param bars at most one of each series
     */
    record Group(String label, List<Bar> bars) {
        public Group {
            Objects.requireNonNull(label, "label");
            bars = List.copyOf(bars);
        }
    }

    /**
     * A bar.
     *
     * @param series whose it is
     * @param value its length, above 0
     * @param low where the interval of its end begins; the value itself where that is not known
     * @param high where it ends
     * @param text the value for people
     */
    record Bar(String series, double value, double low, double high, String text) {
        public Bar {
            Objects.requireNonNull(series, "series");
            Objects.requireNonNull(text, "text");
            if (!(value > 0)) {
                throw new IllegalArgumentException("A bar must have a length: " + value);
            }
            low = Double.isNaN(low) ? value : low;
            high = Double.isNaN(high) ? value : high;
        }
    }
}
