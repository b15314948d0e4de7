package dev.huxley.examples;

import dev.huxley.examples.MarkdownPage.Block;
import dev.huxley.examples.MarkdownPage.Line;
import dev.huxley.examples.MarkdownPage.NewProgram;
import dev.huxley.examples.MarkdownPage.Part;
import dev.huxley.examples.MarkdownPage.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A class made of blocks of a page, which may be fragments: their imports come first, their types and static methods
 * become members, their statements follow each other in {@code main}, so that a block sees what earlier ones declare.
 * A row of a table becomes a method of its own, which begins with the statements of all blocks before the row.
 *
 * @param lines the lines of the class, each with the line of the page that it stands in, 0 for none
 * @param rows the lines of the page that hold the rows
 * @param isComplete whether the page shows the whole program, main method and all
 */
record GuideProgram(
        String name, MarkdownPage page, List<Line> lines, List<Block> blocks, List<Integer> rows, boolean isComplete) {
    /** Begins a line in which a running program says which line of the page it has come to. */
    static final String MARK = "\u0001";

    private static final String MODIFIERS = "(public |private |protected |static |final |abstract |sealed )*";
    private static final Pattern MEMBER = Pattern.compile("^" + MODIFIERS + "(class|record|interface|enum) .*"
            + "|^(public |private )?static .*\\{$|^@.*|^/\\*\\*.*");
    private static final Pattern TYPE = Pattern.compile("^" + MODIFIERS + "(class|record|interface|enum) (\\w+).*");

    /** The programs of a page, in its order. */
    static List<GuideProgram> of(MarkdownPage page, List<String> imports) {
        List<GuideProgram> programs = new ArrayList<>();
        Builder builder = new Builder(page, imports);
        for (Part part : page.parts()) {
            if (part instanceof Block block && isComplete(block)) {
                programs.add(complete(page, block));
            } else if (part instanceof Block block) {
                builder.add(block);
            } else if (part instanceof Row row) {
                builder.add(row);
            } else if (part instanceof NewProgram) {
                builder.buildInto(programs);
                builder = new Builder(page, imports);
            }
        }
        builder.buildInto(programs);
        return programs;
    }

    /** The name of the method that runs a row. */
    static String method(int row) {
        return "row" + row;
    }

    String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The line of the page in which a line of the class, counted from 1, stands: the nearest one before it. */
    int lineOfPage(long line) {
        int index = (int) Math.max(0, Math.min(lines.size(), line) - 1);
        while (index > 0 && lines.get(index).number() == 0) {
            index--;
        }
        return lines.get(index).number();
    }

    private static boolean isComplete(Block block) {
        return block.lines().stream().anyMatch(line -> line.text().contains("public static void main(String[]"));
    }

    private static GuideProgram complete(MarkdownPage page, Block block) {
        String name = block.lines().stream()
                .map(line -> TYPE.matcher(line.text()))
                .filter(type -> type.matches())
                .map(type -> type.group(3))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(page.file() + ":" + block.number() + ": no class"));
        return new GuideProgram(name, page, block.lines(), List.of(block), List.of(), true);
    }

    private static final class Builder {
        private final MarkdownPage page;
        private final List<Line> imports = new ArrayList<>();
        private final List<Line> members = new ArrayList<>();
        private final List<Line> statements = new ArrayList<>();
        private final List<Line> rows = new ArrayList<>();
        private final List<Integer> rowNumbers = new ArrayList<>();
        private final List<Block> blocks = new ArrayList<>();

        Builder(MarkdownPage page, List<String> imports) {
            this.page = page;
            imports.forEach(line -> this.imports.add(new Line(0, line)));
        }

        void add(Block block) {
            blocks.add(block);
            statements.add(new Line(0, mark(block.number())));
            boolean isMember = false;
            for (Line line : block.lines()) {
                isMember = isMember || MEMBER.matcher(line.text()).matches();
                if (line.text().startsWith("import ")) {
                    imports.add(line);
                } else if (isMember) {
                    members.add(isNestedType(line.text()) ? new Line(line.number(), "static " + line.text()) : line);
                    isMember = !line.text().equals("}") && !line.text().matches("^\\S.*\\{\\s*\\}$");
                } else {
                    statements.add(line);
                }
            }
        }

        void add(Row row) {
            int number = row.code().number();
            rowNumbers.add(number);
            rows.add(new Line(0, "public static void " + method(number) + "() throws Exception {"));
            rows.addAll(statements);
            rows.add(new Line(0, mark(number)));
            rows.add(new Line(number, "{ " + row.code().text() + " }"));
            rows.add(new Line(0, "}"));
        }

        void buildInto(List<GuideProgram> programs) {
            if (blocks.isEmpty()) {
                return;
            }
            String name = page.file()
                            .getFileName()
                            .toString()
                            .replaceAll("\\.md$", "")
                            .replaceAll("\\W", "_") + "_line" + blocks.get(0).number();
            List<Line> lines = new ArrayList<>(imports);
            lines.add(new Line(0, "public class " + name + " {"));
            lines.addAll(members);
            lines.addAll(rows);
            lines.add(new Line(0, "public static void main(String[] arguments) throws Exception {"));
            lines.addAll(statements);
            lines.add(new Line(0, "}"));
            lines.add(new Line(0, "}"));
            programs.add(new GuideProgram(name, page, lines, blocks, rowNumbers, false));
        }

        private static boolean isNestedType(String line) {
            return TYPE.matcher(line).matches() && !line.contains("static ");
        }

        private static String mark(int number) {
            return "System.out.println(\"\\n\\u0001" + number + "\");";
        }
    }
}
