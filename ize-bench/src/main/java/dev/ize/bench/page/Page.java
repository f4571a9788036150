package dev.ize.bench.page;

import java.util.List;
import java.util.Objects;

/**
 * A page.
 *
 * @param title what it is about
 * @param lead what to know before reading on, a paragraph each
 * @param sections its parts
 */
public record Page(String title, List<String> lead, List<Section> sections) {
    /**
     * A part of a page.
     *
     * @param id its place in the page, for links: lower-case letters and hyphens, different from the others
     * @param title what it is about
     * @param blocks what is in it
     */
    public record Section(String id, String title, List<Block> blocks) {
        public Section {
            Objects.requireNonNull(title, "title");
            if (!id.matches("[a-z][a-z-]*")) {
                throw new IllegalArgumentException("id must be lower-case letters and hyphens: " + id);
            }
            blocks = List.copyOf(blocks);
        }
    }

    public Page {
        Objects.requireNonNull(title, "title");
        lead = List.copyOf(lead);
        sections = List.copyOf(sections);
    }

    /** All charts, in their order. */
    public List<Block.Chart> charts() {
        return sections.stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Block.Chart.class::isInstance)
                .map(Block.Chart.class::cast)
                .toList();
    }
}
