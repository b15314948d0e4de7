package dev.huxley.engine.llvm.jit;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Code that checks the address of every load, store, gather and scatter before its use, to find errors of this engine:
 * {@code -Dhuxley.debug.bounds=true}, read once per process. Runs are many times slower.
 *
 * <p>The checks are put into the finished text of a module, whatever has written it. A function that is called from
 * outside takes a {@link CheckedCall} in place of its arguments; all others take it as an additional first argument.
 * Before an access, its address passes through a function that looks for a memory area that contains it. If there is
 * none, or the address is not aligned as the instruction claims, or the access writes memory that may only be read,
 * that function leaves a description of the access in the call and returns the address of harmless memory: zeros to
 * read, scratch to write. So the code runs to its end whatever the surrounding functions are, and then Java throws the
 * error.
 */
public final class CheckedCode {
    /** Tells whether code is checked. */
    public static final boolean IS_WANTED = Boolean.getBoolean("huxley.debug.bounds");

    private static final String VALUE = "([%@][\\w.]+)";
    private static final Pattern DEFINE = Pattern.compile("define .*?@([\\w.]+)\\((.*)\\) .*\\{");
    private static final Pattern LOAD = Pattern.compile("(  %\\S+ = load )(.+), ptr " + VALUE + "(, align )(\\d+)(.*)");
    private static final Pattern STORE =
            Pattern.compile("(  store )(<.+?>|\\S+)( .+), ptr " + VALUE + "(, align )(\\d+)(.*)");
    private static final Pattern GATHER =
            Pattern.compile("(  %\\S+ = call .+ @llvm\\.masked\\.gather\\.\\S+?\\()<(\\d+) x ptr> " + VALUE
                    + ", i32 (\\d+), (.+?), (<.+)");
    private static final Pattern SCATTER =
            Pattern.compile("(  call void @llvm\\.masked\\.scatter\\.\\S+?\\()(<.+?>)( .+), " + "<(\\d+) x ptr> "
                    + VALUE + ", i32 (\\d+), (.+)\\)");
    private static final Pattern CALL = Pattern.compile("(  (?:%\\S+ = )?call [^@%]+)" + VALUE + "\\((.*)");
    private static final Pattern MEMORY =
            Pattern.compile("\\b(load|store|alloca|atomicrmw|cmpxchg|va_arg|llvm\\.mem\\w+|llvm\\.masked)\\b");

    private final Set<String> functions;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder descriptions = new StringBuilder();
    private final Set<Integer> widths = new TreeSet<>();
    private String function = "";
    private int accesses;

    private CheckedCode(String text) {
        functions = DEFINE.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    /**
     * The text with checks.
     *
     * @throws IllegalStateException if it contains an instruction that uses memory in a way that cannot be checked
     */
    static String of(String text) {
        CheckedCode checked = new CheckedCode(text);
        text.lines().forEach(checked::line);
        checked.out.append(AddressCheck.ONE);
        checked.widths.forEach(width -> checked.out.append(AddressCheck.lanes(width)));
        return checked.out.append(checked.descriptions).toString();
    }

    private void line(String line) {
        if (line.startsWith("define ")) {
            define(line);
        } else if (!rewrite(LOAD, line, this::load)
                && !rewrite(STORE, line, this::store)
                && !rewrite(GATHER, line, this::gather)
                && !rewrite(SCATTER, line, this::scatter)) {
            if (line.startsWith("  ") && MEMORY.matcher(line).find()) {
                throw new IllegalStateException("bounds checks do not know this instruction of " + function + ":" + line
                        + "; run without -Dhuxley.debug.bounds");
            }
            if (!rewrite(CALL, line, this::call)) {
                emit(line);
            }
        }
    }

    private boolean rewrite(Pattern pattern, String line, Function<MatchResult, String> replacement) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        // A replacement emits the instructions that it needs before itself.
        emit(replacement.apply(matcher.toMatchResult()));
        return true;
    }

    private void define(String line) {
        Matcher matcher = DEFINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("bounds checks do not know this function: " + line);
        }
        function = matcher.group(1);
        String parameters = matcher.group(2);
        boolean isEntry = parameters.equals("ptr %words");
        String own = isEntry || parameters.isEmpty() ? "ptr %areas" : "ptr %areas, " + parameters;
        emit(line.replace("(" + parameters + ")", "(" + own + ")"));
        if (isEntry) {
            // Instructions before the label of the first block, which the text always has, form a block of their own.
            emit("huxley.start:");
            emit("  %words.at = getelementptr i64, ptr %areas, i64 " + CheckedCall.WORDS);
            emit("  %words = load ptr, ptr %words.at, align 8");
            emit("  br label %entry");
        }
    }

    private String load(MatchResult match) {
        String type = match.group(2);
        String address = check("load", type, match.group(3), match.group(5), 0);
        return match.group(1) + type + ", ptr " + address + match.group(4) + match.group(5) + match.group(6);
    }

    private String store(MatchResult match) {
        String type = match.group(2);
        String address = check("store", type, match.group(4), match.group(6), 1);
        return match.group(1)
                + type
                + match.group(3)
                + ", ptr "
                + address
                + match.group(5)
                + match.group(6)
                + match.group(7);
    }

    private String gather(MatchResult match) {
        String type = match.group(6).substring(0, match.group(6).indexOf('>') + 1);
        String addresses =
                checkLanes("gather", type, match.group(2), match.group(3), match.group(4), match.group(5), 0);
        return match.group(1) + addresses + ", i32 " + match.group(4) + ", " + match.group(5) + ", " + match.group(6);
    }

    private String scatter(MatchResult match) {
        String type = match.group(2);
        String addresses =
                checkLanes("scatter", type, match.group(4), match.group(5), match.group(6), match.group(7), 1);
        return match.group(1) + type + match.group(3) + ", " + addresses + ", i32 " + match.group(6) + ", "
                + match.group(7) + ")";
    }

    private String call(MatchResult match) {
        String callee = match.group(2);
        boolean isOurs = callee.startsWith("%") || functions.contains(callee.substring(1));
        String arguments = match.group(3);
        String separator = arguments.startsWith(")") ? "" : ", ";
        return match.group(1) + callee + "(" + (isOurs ? "ptr %areas" + separator : "") + arguments;
    }

    /** Emits the check of one address; returns the address to use. */
    private String check(String what, String type, String address, String alignment, int isWrite) {
        String description = describe(what, type);
        String checked = "%checked." + accesses;
        emit("  " + checked + " = call ptr @huxley.checked(ptr %areas, ptr " + address + ", i64 " + bytes(type)
                + ", i64 " + alignment + ", ptr " + description + ", i64 " + isWrite + ")");
        return checked;
    }

    /** Emits the check of a vector of addresses; returns the vector to use, with its type. */
    private String checkLanes(
            String what, String type, String width, String addresses, String alignment, String mask, int isWrite) {
        String description = describe(what, type);
        widths.add(Integer.valueOf(width));
        String lanes = "<" + width + " x ptr>";
        String checked = "%checked." + accesses;
        long bytes = bytes(type) / Integer.parseInt(width);
        emit("  " + checked + " = call " + lanes + " @huxley.checked.v" + width + "(ptr %areas, " + lanes + " "
                + addresses + ", " + mask + ", i64 " + bytes + ", i64 " + alignment + ", ptr " + description + ", i64 "
                + isWrite + ")");
        return lanes + " " + checked;
    }

    /** Makes the description of the next access, text that ends with a zero byte; returns its name. */
    private String describe(String what, String type) {
        accesses++;
        String name = "@huxley.access." + accesses;
        String text = what + " of " + type + ", access " + accesses + " of its module, in function " + function;
        descriptions
                .append(name)
                .append(" = private constant [")
                .append(text.length() + 1)
                .append(" x i8] c\"")
                .append(text)
                .append("\\00\"\n");
        return name;
    }

    private void emit(String line) {
        out.append(line).append('\n');
    }

    private static long bytes(String type) {
        Matcher vector = Pattern.compile("<(\\d+) x (\\w+)>").matcher(type);
        if (vector.matches()) {
            return Long.parseLong(vector.group(1)) * bytes(vector.group(2));
        }
        Long bytes = Map.of("double", 8L, "float", 4L, "i64", 8L, "i32", 4L, "i8", 1L, "ptr", 8L)
                .get(type);
        if (bytes == null) {
            throw new IllegalStateException("bounds checks do not know the size of " + type);
        }
        return bytes;
    }
}
