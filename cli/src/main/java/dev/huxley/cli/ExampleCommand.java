package dev.huxley.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code huxley example}: runs a published model. */
@Command(
        name = "example",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        description = "Runs a published model.",
        synopsisSubcommandLabel = "NAME",
        commandListHeading = "%nExamples:%n",
        subcommands = LayerFivePyramidalCommand.class)
final class ExampleCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name an example: huxley example l5pc");
    }
}
