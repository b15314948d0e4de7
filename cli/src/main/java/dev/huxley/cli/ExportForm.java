package dev.huxley.cli;

import dev.huxley.neuron.NeuronExport;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The simulators for which a fitted model can be written. */
enum ExportForm {
    NEURON;

    /**
     * Writes a model into the folder of a fit and returns where; empty if that is impossible, which the fit survives.
     *
     * @param form null for none
     * @param warnings receives the reason
     */
    static Optional<Path> write(ExportForm form, Supplier<NeuronExport> model, Path folder, Consumer<String> warnings) {
        if (form == null) {
            return Optional.empty();
        }
        Path target = folder.resolve(form.toString());
        try {
            model.get().write(target);
            return Optional.of(target);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            warnings.accept(e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
