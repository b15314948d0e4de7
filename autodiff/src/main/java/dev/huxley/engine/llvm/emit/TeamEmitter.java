package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.jit.CheckedCode;
import dev.huxley.engine.llvm.plan.KernelLayout;

/**
 * Writes the code by which the threads of a team share the rows of one loop.
 *
 * <p>Rows are claimed in chunks. The thread that runs the time loop publishes a loop, claims chunks like all others,
 * and then waits for those that others have claimed and not finished. It never waits for a thread to begin: on a busy
 * machine, if the others get no processor, it does everything itself. Rows are independent, so the result does not
 * depend on who computes them.
 *
 * <p>A team is a block of 64-bit words, with those that change often on cache lines of their own: {@link #STATE} holds
 * the number of the loop (upper half) and the first unclaimed row (lower half). The description of the loop is written
 * before its number is published; a thread that has read the description of one loop can only claim rows of that one,
 * because the claim exchanges the whole word. Between loops the others spin, yielding now and then; they return when
 * {@link #STOP} is set.
 */
public final class TeamEmitter {
    public static final String WORK = "work";

    /** The number of words of a team. */
    public static final int WORDS = 40;
    /** The number of the loop, and the next row. */
    public static final int STATE = 0;
    /** The rows that are finished. */
    static final int DONE = 8;
    /** The address of the loop's entry in the table of loops. */
    private static final int ENTRY = 16;
    /** The address of the loop's part of the tape. */
    private static final int TAPE = 17;
    /** The number of chunks into which rows are divided. */
    public static final int CHUNKS = 24;
    /** Not 0 once the other threads must return. */
    public static final int STOP = 32;

    /** A row number that no loop reaches, so that there is nothing to claim. */
    public static final long NOTHING = Integer.MAX_VALUE;

    private static final long LOWER_HALF = 0xFFFFFFFFL;
    /**
     * The spins of about a millisecond. Threads that yield to each other after microseconds can share one processor for
     * seconds: Linux considers both too recently run to be moved to the idle one.
     */
    private static final int SPINS_BETWEEN_YIELDS = 1 << 16;

    /** The number of pieces into which checked code divides rows. */
    private static final int CHECKED_PIECES = 3;

    private final IrModule module;
    private final FusedLoopTable table;
    private final int rowsPerVector;
    /** False in checked code, which has no atomic access, and on systems without POSIX. */
    private final boolean isPossible;

    public TeamEmitter(IrModule module, FusedLoopTable table, KernelLayout layout) {
        this.module = module;
        this.table = table;
        rowsPerVector = layout.rowsPerVector();
        isPossible = !CheckedCode.IS_WANTED && !module.target().triple().contains("windows");
    }

    /** Tells whether the module has the function {@link #WORK}, so that it can use teams. */
    public boolean isDefined() {
        return isPossible && table.hasLarge();
    }

    /** Calls a loop; a large one with all threads of the team if there is one. */
    void call(IrFunction function, int place, String tapeLayout) {
        if (CheckedCode.IS_WANTED && table.isLarge(place)) {
            module.internal("void", "pieces", "ptr %arena, ptr %loops, i64 %place, ptr %tapeLayout", this::pieces);
            function.line("call void @pieces(ptr " + KernelArgument.ARENA.value() + ", ptr "
                    + KernelArgument.LOOPS.value() + ", i64 " + place + ", ptr " + tapeLayout + ")");
            return;
        }
        if (!isPossible || !table.isLarge(place)) {
            FusedLoopTable.call(function, place, tapeLayout);
            return;
        }
        define();
        function.choose(
                function.value("icmp eq i64 " + KernelArgument.TEAM.value() + ", 0"),
                () -> FusedLoopTable.call(function, place, tapeLayout),
                () -> function.line("call void @share(ptr " + KernelArgument.ARENA.value() + ", ptr "
                        + KernelArgument.LOOPS.value() + ", i64 " + KernelArgument.TEAM.value() + ", i64 " + place
                        + ", ptr " + tapeLayout + ")"));
    }

    private void define() {
        module.declare("declare i32 @sched_yield()");
        module.internal("void", "claim", "ptr %arena, ptr %team", this::claim);
        module.internal(
                "void", "share", "ptr %arena, ptr %loops, i64 %address, i64 %place, ptr %tapeLayout", this::share);
        module.entry(WORK, this::work);
    }

    /** Claims and computes chunks of the published loop until all are claimed. */
    private void claim(IrFunction f) {
        f.repeat(turn -> {
            String state = load(f, STATE, "acquire");
            String next = f.value("and i64 " + state + ", " + LOWER_HALF);
            // Before the first loop there is no entry to look at.
            f.returnIf(f.value("icmp eq i64 " + next + ", " + NOTHING));
            String entry = f.value("inttoptr i64 " + load(f, ENTRY, "acquire") + " to ptr");
            String tapeLayout = f.value("inttoptr i64 " + load(f, TAPE, "acquire") + " to ptr");
            String rows = f.loadWord(entry, Integer.toString(FusedLoopTable.ROWS));
            f.returnIf(f.value("icmp uge i64 " + next + ", " + rows));
            String size = chunk(f, rows, load(f, CHUNKS, "monotonic"));
            String claimed = f.value("cmpxchg ptr " + word(f, STATE) + ", i64 " + state + ", i64 " + f.add(state, size)
                    + " acq_rel monotonic");
            String won = f.value("extractvalue { i64, i1 } " + claimed + ", 1");
            f.continueUnless(won);
            String end = f.value("call i64 @llvm.umin.i64(i64 " + f.add(next, size) + ", i64 " + rows + ")");
            compute(f, entry, tapeLayout, next, end);
            f.value("atomicrmw add ptr " + word(f, DONE) + ", i64 " + f.subtract(end, next) + " release");
        });
    }

    /**
     * Computes a loop chunk by chunk on one thread, as checked code does: this checks that the chunks of three threads
     * stay inside their memory, not the claiming.
     */
    private void pieces(IrFunction f) {
        String entry = f.wordAt("%loops", "%place");
        String rows = f.loadWord(entry, Integer.toString(FusedLoopTable.ROWS));
        String size = chunk(f, rows, Integer.toString(CHECKED_PIECES));
        f.repeat(turn -> {
            String next = f.value("mul i64 " + turn + ", " + size);
            f.returnIf(f.value("icmp uge i64 " + next + ", " + rows));
            String end = f.value("call i64 @llvm.umin.i64(i64 " + f.add(next, size) + ", i64 " + rows + ")");
            compute(f, entry, "%tapeLayout", next, end);
        });
    }

    private static void compute(IrFunction f, String entry, String tapeLayout, String next, String end) {
        String callee = f.value("load ptr, ptr " + entry + ", align 8");
        String numbers = f.wordAt(entry, Integer.toString(FusedLoopTable.HEAD));
        f.line("call void " + callee + "(ptr %arena, ptr " + tapeLayout + ", ptr " + numbers + ", i64 " + next
                + ", i64 " + end + ")");
    }

    /** Publishes a loop, takes part in it, and waits until it is finished. */
    private void share(IrFunction f) {
        f.line("%team = inttoptr i64 %address to ptr");
        // The rows of the last loop are all claimed, but this one may have more: so the state first says that there is
        // nothing to claim.
        String number = f.value("and i64 " + load(f, STATE, "monotonic") + ", " + ~LOWER_HALF);
        store(f, STATE, f.value("or i64 " + number + ", " + NOTHING), "monotonic");
        String entry = f.wordAt("%loops", "%place");
        store(f, ENTRY, f.value("ptrtoint ptr " + entry + " to i64"), "release");
        store(f, TAPE, f.value("ptrtoint ptr %tapeLayout to i64"), "release");
        store(f, DONE, "0", "monotonic");
        store(f, STATE, f.add(number, LOWER_HALF + 1), "release");
        f.line("call void @claim(ptr %arena, ptr %team)");
        String rows = f.loadWord(entry, Integer.toString(FusedLoopTable.ROWS));
        f.repeat(turn -> {
            f.returnIf(f.value("icmp uge i64 " + load(f, DONE, "acquire") + ", " + rows));
            pause(f, turn);
        });
    }

    /** Writes the function that the other threads of a team run: they claim rows until they are stopped. */
    private void work(IrFunction f) {
        KernelArgument.loadAll(f);
        f.line("%team = inttoptr i64 " + KernelArgument.TEAM.value() + " to ptr");
        f.repeat(turn -> {
            f.returnIf(f.value("icmp ne i64 " + load(f, STOP, "acquire") + ", 0"));
            f.line("call void @claim(ptr %arena, ptr %team)");
            pause(f, turn);
        });
    }

    private String chunk(IrFunction f, String rows, String chunks) {
        String even = f.value("udiv i64 " + rows + ", " + chunks);
        String vectors = f.add(f.value("udiv i64 " + even + ", " + rowsPerVector), 1);
        return f.multiply(vectors, rowsPerVector);
    }

    private void pause(IrFunction f, String turn) {
        if (module.target().triple().startsWith("x86")) {
            f.line("call void @llvm.x86.sse2.pause()");
        }
        String position = f.value("and i64 " + turn + ", " + (SPINS_BETWEEN_YIELDS - 1));
        f.choose(
                f.value("icmp eq i64 " + position + ", " + (SPINS_BETWEEN_YIELDS - 1)),
                () -> f.value("call i32 @sched_yield()"),
                () -> {});
    }

    private static String load(IrFunction f, int word, String order) {
        return f.value("load atomic i64, ptr " + word(f, word) + " " + order + ", align 8");
    }

    private static void store(IrFunction f, int word, String value, String order) {
        f.line("store atomic i64 " + value + ", ptr " + word(f, word) + " " + order + ", align 8");
    }

    private static String word(IrFunction f, int word) {
        return f.wordAt("%team", Integer.toString(word));
    }
}
