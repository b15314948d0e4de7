package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/** A kernel around JShell in the same program: cells as IJava runs them, lines that begin with % are left out. */
public final class NotebookKernel extends BaseKernel {
    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.util.concurrent.*",
            "java.util.prefs.*",
            "java.util.regex.*");

    private static Object captured;

    private final JShell shell;

    NotebookKernel() {
        shell = JShell.builder().executionEngine("local").build();
        for (String path : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            shell.addToClasspath(path);
        }
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    }

    /** Takes the value of an expression from the shell; called by the code that runs in it. */
    public static void capture(Object value) {
        captured = value;
    }

    @Override
    public DisplayData eval(String cell) throws Exception {
        String rest = cell.lines().filter(line -> !line.startsWith("%")).collect(Collectors.joining("\n"));
        Object last = null;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (info.source() == null) {
                throw new IllegalArgumentException("incomplete: " + rest);
            }
            last = null;
            for (SnippetEvent event : shell.eval(info.source())) {
                last = value(event);
            }
            rest = info.remaining();
        }
        return last == null ? null : last instanceof DisplayData data ? data : renderer.render(last);
    }

    private Object value(SnippetEvent event) throws Exception {
        if (event.status() == Snippet.Status.REJECTED) {
            throw new IllegalArgumentException(shell.diagnostics(event.snippet())
                    .map(diagnostic -> diagnostic.getMessage(java.util.Locale.ROOT))
                    .collect(Collectors.joining("\n")));
        }
        if (event.exception() instanceof EvalException thrown) {
            throw new IllegalStateException(thrown.getExceptionClassName() + ": " + thrown.getMessage(), thrown);
        }
        if (event.exception() != null) {
            throw event.exception();
        }
        if (event.snippet() instanceof ExpressionSnippet expression) {
            return value(expression.name());
        }
        if (event.snippet() instanceof VarSnippet variable
                && variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            return value(variable.name());
        }
        return null;
    }

    private Object value(String name) {
        shell.eval("io.github.spencerpark.ijava.NotebookKernel.capture(" + name + ");");
        return captured;
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".java")
                .pygments("java")
                .codemirror("java")
                .build();
    }
}
