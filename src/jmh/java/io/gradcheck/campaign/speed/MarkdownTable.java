package io.gradcheck.campaign.speed;

import java.util.ArrayList;
import java.util.List;

/** A table whose rows begin with a name, and have figures to its right. */
final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    /** A table without rows; the first of the columns is that of the names. */
    MarkdownTable(List<String> columns) {
        lines.add("| " + String.join(" | ", columns) + " |");
        lines.add("| --- |" + " --: |".repeat(columns.size() - 1));
    }

    void row(String name, List<String> cells) {
        lines.add("| " + name + " | " + String.join(" | ", cells) + " |");
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
