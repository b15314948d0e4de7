package dev.huxley.engine.llvm.jit;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The linked code of a process, by content: modules of the same text share their code, whichever models they belong to,
 * until the last of them is closed. Threads that ask for the same code at the same time wait for one compilation;
 * different codes are compiled at once.
 */
public final class SharedCode {
    private static final class Entry {
        /** Guarded by the map's lock. */
        private int users;
        /** Guarded by the entry's own lock. */
        private LinkedCode code;
    }

    /** A function that can be called from outside. */
    private static final Pattern ENTRY =
            Pattern.compile("^define (?!internal|private)[^@\\n]*@([\\w.]+)\\(", Pattern.MULTILINE);

    private final ObjectCache cache;
    private final Map<CodeKey, Entry> entries = new HashMap<>();
    private final AtomicInteger compiled = new AtomicInteger();
    private final AtomicInteger linked = new AtomicInteger();

    public SharedCode(ObjectCache cache) {
        this.cache = cache;
    }

    /** The shared code of the process, with the cache of the user. */
    public static SharedCode ofProcess() {
        return OfProcess.CODE;
    }

    /** The threads of the process that compile in the background: as many as processors; they end when idle. */
    static Executor compilers() {
        return OfProcess.COMPILERS;
    }

    /** The code with this key, made from the text if necessary; release it by the same key. */
    LinkedCode acquire(CodeKey key, String text, Target target) {
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(key, absent -> new Entry());
            entry.users++;
        }
        try {
            synchronized (entry) {
                if (entry.code == null) {
                    entry.code = link(key, text, target);
                }
                return entry.code;
            }
        } catch (RuntimeException | Error e) {
            release(key);
            throw e;
        }
    }

    /** Frees the code if nobody else uses it. */
    void release(CodeKey key) {
        LinkedCode unused;
        synchronized (entries) {
            Entry entry = entries.get(key);
            if (--entry.users > 0) {
                return;
            }
            entries.remove(key);
            unused = entry.code;
        }
        if (unused != null) {
            unused.close();
        }
    }

    /** The number of texts that were compiled. */
    public int compiled() {
        return compiled.get();
    }

    /** The number of codes that were linked, just compiled or from the cache. */
    int linked() {
        return linked.get();
    }

    /** The number of codes in use. */
    int open() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private LinkedCode link(CodeKey key, String text, Target target) {
        linked.incrementAndGet();
        byte[] cached = cache.read(key);
        if (cached != null) {
            LinkedCode code = linked(cached, text, target);
            if (code != null) {
                return code;
            }
            cache.drop(key);
        }
        byte[] object = CodeGeneration.compile(text, target);
        compiled.incrementAndGet();
        LinkedCode code = new LinkedCode(object, target);
        cache.write(key, object);
        return code;
    }

    /** Code from the cache; null if it cannot be linked, as when it was made with symbols that this process lacks. */
    private static LinkedCode linked(byte[] object, String text, Target target) {
        LinkedCode code = null;
        try {
            code = new LinkedCode(object, target);
            Matcher entry = ENTRY.matcher(text);
            if (entry.find()) {
                // Linked when the first function is looked for.
                code.address(entry.group(1));
            }
            return code;
        } catch (IllegalStateException e) {
            if (code != null) {
                code.close();
            }
            return null;
        }
    }

    private static final class OfProcess {
        static final SharedCode CODE = new SharedCode(ObjectCache.ofUser());
        static final Executor COMPILERS = compilers(Runtime.getRuntime().availableProcessors());

        private static Executor compilers(int count) {
            ThreadPoolExecutor threads =
                    new ThreadPoolExecutor(count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                        Thread thread = new Thread(task, "huxley compiles");
                        thread.setDaemon(true);
                        return thread;
                    });
            threads.allowCoreThreadTimeOut(true);
            return threads;
        }
    }
}
