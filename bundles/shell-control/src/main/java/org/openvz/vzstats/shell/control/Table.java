package org.openvz.vzstats.shell.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of plain text, its columns as wide as what is in them. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** {@return this, with one more row} */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** {@return the rows, each ended by a line end, nothing behind the last cell} */
    public String text() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        Arrays.setAll(widths, column -> rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
