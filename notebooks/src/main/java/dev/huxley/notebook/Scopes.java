package dev.huxley.notebook;

import ai.djl.ndarray.NDManager;
import dev.huxley.simulate.HuxleyRuntime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The managers of a notebook: one of the session, and below it one for each cell that asks by a name. A kernel is one
 * program with one session, so there is one object of this class.
 */
final class Scopes {
    static final Scopes SESSION = new Scopes();

    private final NDManager session = HuxleyRuntime.newManager();
    private final Map<String, NDManager> cells = new ConcurrentHashMap<>();

    private Scopes() {}

    NDManager manager() {
        return session;
    }

    NDManager manager(String cell) {
        return cells.compute(cell, (name, before) -> {
            if (before != null) {
                before.close();
            }
            return session.newSubManager();
        });
    }
}
