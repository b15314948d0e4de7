package dev.huxley.notebook.cell;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import io.github.spencerpark.jupyter.kernel.display.common.Url;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;

/** A kernel around a session of Java in the same program. */
public class NotebookKernel extends BaseKernel implements AutoCloseable {
    private final CellShell shell;

    /** @param patience how long an interrupted cell has to end by itself */
    public NotebookKernel(Duration patience) {
        shell = new CellShell(patience);
        Image.registerAll(renderer);
        Text.registerAll(renderer);
        Url.registerAll(renderer);
    }

    @Override
    public DisplayData eval(String cell) throws CellException {
        Optional<Object> last = shell.evaluate(cell);
        if (last.isEmpty()) {
            return null;
        }
        return last.get() instanceof DisplayData data ? data : renderer.render(last.get());
    }

    @Override
    public void interrupt() {
        shell.interrupt();
    }

    @Override
    public List<String> formatError(Exception exception) {
        return exception instanceof CellException failure
                ? List.of(failure.place(), String.valueOf(failure.getMessage()))
                : List.of(String.valueOf(exception.getMessage()));
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        int[] start = new int[1];
        List<String> options = shell.analysis().completionSuggestions(code, at, start).stream()
                .map(SourceCodeAnalysis.Suggestion::continuation)
                .distinct()
                .toList();
        return options.isEmpty() ? null : new ReplacementOptions(options, start[0], at);
    }

    /** The signatures of what stands before the cursor. */
    @Override
    public DisplayData inspect(String code, int at, boolean isDetailed) {
        int end = code.indexOf('(', at);
        List<String> found = shell.analysis().documentation(code, end < 0 ? at : end + 1, false).stream()
                .map(SourceCodeAnalysis.Documentation::signature)
                .toList();
        return found.isEmpty() ? null : new DisplayData(String.join("\n", found));
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

    @Override
    public void onShutdown(boolean isRestarting) {
        close();
    }

    @Override
    public void close() {
        shell.close();
    }
}
