package org.openvz.vzstats.shell.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of plain text that fits a terminal: its columns as wide as what is in them, and the last one wrapped. */
public final class Table {

    /** What is wider is cut, unless it is in the last column. */
    private static final int WIDEST = 20;

    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    /** {@return this, with one more row} */
    public Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(Plain::line).toList());
        return this;
    }

    /** {@return the rows, each ended by a line end, nothing behind the last cell} */
    public String text() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        Arrays.setAll(
                widths,
                column -> Math.min(
                        WIDEST,
                        rows.stream()
                                .filter(row -> row.size() - 1 > column)
                                .mapToInt(row -> Plain.width(row.get(column)))
                                .max()
                                .orElse(0)));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder label = new StringBuilder();
            for (int column = 0; column < row.size() - 1; column++) {
                String cell = Plain.cut(row.get(column), WIDEST);
                label.append(cell).append(" ".repeat(widths[column] - Plain.width(cell) + GAP));
            }
            text.append(Wrapped.beside(label.toString(), row.get(row.size() - 1)));
        }
        return text.toString();
    }
}
