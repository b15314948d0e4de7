package dev.huxley.notebook.cell;

import java.io.File;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * A session of Java in this program that evaluates cells as IJava does: snippet by snippet, with its default imports.
 * Magics that name libraries do nothing, since everything is on the class path of this program.
 */
public final class CellShell implements AutoCloseable {
    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.util.concurrent.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "static io.github.spencerpark.ijava.runtime.Display.*");

    private static final Set<String> LIBRARY_MAGICS = Set.of("%maven", "%dependency", "%jars", "%classpath");

    private final CellExecution execution;
    private final JShell shell;
    /** For every snippet of the present cell, by its name in stack traces, the line where it begins. */
    private final Map<String, Integer> firstLines = new HashMap<>();

    /** @param patience how long an interrupted cell has to end by itself; with zero it is given up at once, as in IJava */
    public CellShell(Duration patience) {
        execution = new CellExecution(patience);
        shell = JShell.builder()
                .executionEngine(new InThisProgram(execution), Map.of())
                .build();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String path : classPath.split(File.pathSeparator)) {
            shell.addToClasspath(path);
        }
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    }

    /**
     * Evaluates a cell.
     *
     * @return the value of its last expression; empty if it ends with something else, or with null
     * @throws CellException at the first snippet that does not compile or throws
     */
    public Optional<Object> evaluate(String cell) throws CellException {
        String[] lines = cell.split("\n", -1);
        String rest = withoutMagics(lines);
        firstLines.clear();
        int line = 1;
        Optional<Object> last = Optional.empty();
        while (!rest.isBlank()) {
            CompletionInfo info = analysis().analyzeCompletion(rest);
            if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                break; // comments
            }
            int first = line + leadingLines(rest);
            if (!info.completeness().isComplete()) {
                throw failure(
                        lines, first, "the code ends too early: a bracket or a quotation mark is not closed", null);
            }
            last = evaluateSnippet(info.source(), lines, first);
            line += count(rest) - count(info.remaining());
            rest = info.remaining();
        }
        return last;
    }

    /** Interrupts the cell that is evaluated, if there is one. */
    public void interrupt() {
        execution.interrupt();
    }

    /** The analysis of code, for completion and documentation. */
    SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    private Optional<Object> evaluateSnippet(String source, String[] lines, int first) throws CellException {
        Optional<Object> last = Optional.empty();
        for (SnippetEvent event : shell.eval(source)) {
            if (event.causeSnippet() != null) {
                continue; // an older snippet that this one has changed
            }
            firstLines.put("#" + event.snippet().id(), first);
            if (event.exception() != null) {
                throw thrown(event.exception(), lines, first);
            }
            if (!event.status().isDefined()) {
                throw rejected(event.snippet(), lines, first);
            }
            last = switch (event.snippet().subKind()) {
                case TEMP_VAR_EXPRESSION_SUBKIND -> Optional.ofNullable(
                        execution.takeValue(((VarSnippet) event.snippet()).name()));
                case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> Optional.ofNullable(execution.value());
                default -> Optional.empty();
            };
        }
        return last;
    }

    private CellException rejected(Snippet snippet, String[] lines, int first) {
        List<Diag> diagnostics = shell.diagnostics(snippet).toList();
        String message = diagnostics.stream()
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .collect(Collectors.joining("\n"));
        if (message.isEmpty() && snippet instanceof DeclarationSnippet declaration) {
            message =
                    "not declared: " + shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "));
        }
        int line = first;
        if (!diagnostics.isEmpty()) {
            String before =
                    snippet.source().substring(0, (int) diagnostics.get(0).getPosition());
            line += count(before) - leadingLines(snippet.source());
        }
        return failure(lines, line, message, null);
    }

    private CellException thrown(JShellException exception, String[] lines, int first) {
        String message = exception instanceof EvalException thrown
                ? thrown.getExceptionClassName() + ": " + thrown.getMessage()
                : exception.toString();
        int line = first;
        for (StackTraceElement element : exception.getStackTrace()) {
            Integer start = firstLines.get(String.valueOf(element.getFileName()));
            if (start != null) {
                line = start + element.getLineNumber() - 1;
                break;
            }
        }
        return failure(lines, line, message, exception);
    }

    private static CellException failure(String[] lines, int line, String message, Throwable cause) {
        return new CellException(line, lines[Math.min(Math.max(line, 1), lines.length) - 1], message, cause);
    }

    private static String withoutMagics(String[] lines) throws CellException {
        StringJoiner code = new StringJoiner("\n");
        for (int i = 0; i < lines.length; i++) {
            String magic = lines[i].split("\\s", 2)[0];
            if (magic.startsWith("%") && !LIBRARY_MAGICS.contains(magic)) {
                String message = "this kernel has no magic " + magic + "; it has " + new TreeSet<>(LIBRARY_MAGICS)
                        + ", which do nothing, since all of Huxley is on its class path";
                throw failure(lines, i + 1, message, null);
            }
            code.add(magic.startsWith("%") ? "" : lines[i]);
        }
        return code.toString();
    }

    private static int count(String text) {
        return (int) text.chars().filter(character -> character == '\n').count();
    }

    /** The number of lines before the first one with code. */
    private static int leadingLines(String text) {
        return count(text.substring(0, text.length() - text.stripLeading().length()));
    }

    @Override
    public void close() {
        shell.close();
    }

    private record InThisProgram(CellExecution execution) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "cells";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return execution;
        }
    }
}
