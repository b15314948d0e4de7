package dev.huxley.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table as lines of aligned text: names, units, then rows; numbers to the right, names to the left. */
final class TextTable {
    private static final String GAP = "  ";

    private record Block(String name, String unit, String[] cells, boolean right, int width) {}

    private TextTable() {}

    static String of(TableRows whole, int mostRows, int mostWidth) {
        TableRows listed = whole.withListedFlags();
        Elision elision = Elision.of(whole.rows(), mostRows);
        TableRows shown = listed.pick(elision.shown());
        List<Block> blocks = new ArrayList<>();
        List<String> left = new ArrayList<>();
        int width = 0;
        for (TableColumn column : columns(shown)) {
            Block block = block(column, blocks.isEmpty());
            width += block.width + (blocks.isEmpty() ? 0 : GAP.length());
            if (!blocks.isEmpty() && (width > mostWidth || !left.isEmpty())) {
                left.add(block.name);
            } else {
                blocks.add(block);
            }
        }
        StringBuilder text = new StringBuilder();
        text.append(count(whole)).append('\n');
        line(text, blocks.stream().map(Block::name).toList(), blocks);
        if (blocks.stream().anyMatch(block -> !block.unit.isEmpty())) {
            line(text, blocks.stream().map(Block::unit).toList(), blocks);
        }
        for (int row = 0; row < shown.rows(); row++) {
            if (elision.left() > 0 && row == elision.head()) {
                text.append("... ").append(elision.note()).append(" ...\n");
            }
            int at = row;
            line(text, blocks.stream().map(block -> block.cells[at]).toList(), blocks);
        }
        if (!left.isEmpty()) {
            wrap(text, "columns not shown: " + String.join(", ", left), mostWidth);
        }
        return text.toString();
    }

    static String count(TableRows whole) {
        String things = whole.things();
        return whole.rows() + " "
                + (whole.rows() == 1 && things.endsWith("s") ? things.substring(0, things.length() - 1) : things);
    }

    private static List<TableColumn> columns(TableRows shown) {
        List<TableColumn> columns = new ArrayList<>(List.of(shown.labels()));
        columns.addAll(shown.columns());
        return columns;
    }

    private static Block block(TableColumn column, boolean isLabel) {
        String[] cells = CellTexts.of(column);
        String unit = CellTexts.unit(column);
        int width = Arrays.stream(cells).mapToInt(String::length).max().orElse(0);
        width = Math.max(width, Math.max(column.name().length(), unit.length()));
        boolean numbered = isLabel && Arrays.stream(cells).allMatch(cell -> cell.matches("-?[0-9]+"));
        return new Block(column.name(), unit, cells, numbered || CellTexts.isNumber(column), width);
    }

    private static void line(StringBuilder text, List<String> cells, List<Block> blocks) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            Block block = blocks.get(i);
            String padding = " ".repeat(block.width - cells.get(i).length());
            line.append(i == 0 ? "" : GAP)
                    .append(block.right ? padding : "")
                    .append(cells.get(i))
                    .append(block.right ? "" : padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static void wrap(StringBuilder text, String words, int mostWidth) {
        int width = 0;
        for (String word : words.split(" ")) {
            if (width > 0 && width + 1 + word.length() > mostWidth) {
                text.append("\n    ");
                width = 4;
            } else if (width > 0) {
                text.append(' ');
                width++;
            }
            text.append(word);
            width += word.length();
        }
        text.append('\n');
    }
}
