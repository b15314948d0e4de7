package dev.huxley.notebook.cell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * The execution of snippets in this program, on a thread of their own. An interruption interrupts that thread, as in
 * IJava; but while IJava gives the cell up at once, this waits some time for its end, so that a fit may still return the
 * best so far.
 */
final class CellExecution extends DirectExecutionControl {
    private final Duration patience;
    private ExecutorService executor = executor();
    private Object value;
    /** The class that holds the variables of the last snippet. */
    private Class<?> holder;

    private Thread running;
    /** When an interrupted snippet is given up; empty if none was interrupted. */
    private OptionalLong givenUp = OptionalLong.empty();

    /** @param patience how long an interrupted snippet has to end by itself */
    CellExecution(Duration patience) {
        this.patience = patience;
    }

    private static ExecutorService executor() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "cells");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        value = null;
        holder = snippet.getDeclaringClass();
        Future<Object> task = executor.submit(() -> {
            begin();
            try {
                return snippet.invoke(null);
            } finally {
                end();
            }
        });
        value = result(task);
        return value == null ? "null" : value.getClass().getName();
    }

    /** The value of the last snippet. */
    Object value() {
        return value;
    }

    /**
     * The value of the last snippet, an expression, which the shell forgets: it would keep the values of all expressions
     * in variables of its own, {@code $1}, {@code $2}, ..., and with them the memory of a cell that is run again.
     *
     * @param variable the variable of the shell
     */
    Object takeValue(String variable) {
        Object taken = value;
        value = null;
        try {
            Field field = holder.getDeclaredField(variable);
            field.setAccessible(true);
            if (!field.getType().isPrimitive()) {
                field.set(null, null);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the shell's variable " + variable + " is not where it should be", e);
        }
        return taken;
    }

    private synchronized void begin() {
        running = Thread.currentThread();
    }

    private synchronized void end() {
        // Interruptions that come too late are not for the next snippet.
        if (running == Thread.currentThread()) {
            running = null;
            givenUp = OptionalLong.empty();
        }
        Thread.interrupted();
    }

    /** Interrupts the snippet that is running, if there is one. */
    synchronized void interrupt() {
        if (running != null) {
            givenUp = OptionalLong.of(System.nanoTime() + patience.toNanos());
            running.interrupt();
        }
    }

    private synchronized boolean isGivenUp() {
        return givenUp.isPresent() && System.nanoTime() - givenUp.getAsLong() >= 0;
    }

    /** Leaves the running snippet to itself; later ones run on another thread. */
    private synchronized void abandon() {
        running = null;
        givenUp = OptionalLong.empty();
        executor.shutdown();
        executor = executor();
    }

    private Object result(Future<Object> task) throws Exception {
        while (true) {
            try {
                return task.get(10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (isGivenUp()) {
                    abandon();
                    throw new UserException(
                            "the cell was interrupted, and goes on in the background until it heeds the interruption",
                            InterruptedException.class.getName(),
                            new StackTraceElement[0]);
                }
            } catch (ExecutionException e) {
                // Thrown by the snippet, or by its class as it was loaded.
                throw e.getCause() instanceof InvocationTargetException thrown ? thrown : e;
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
