package dev.huxley.cli;

import dev.huxley.cli.model.PathOption;
import dev.huxley.fit.recording.SoftwareVersions;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code huxley}. Exit codes: 0 success, 1 an error in the input or on the machine, 2 wrong usage. */
@Command(
        name = "huxley",
        description = "Differentiable biophysical neuron models: fit them to recordings by gradient descent.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        subcommands = {
            RecordingCommand.class,
            FitCommand.class,
            ParameterSweepCommand.class,
            ExampleCommand.class,
            MechanismsCommand.class,
            PlotCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class HuxleyCommand implements Runnable {
    private static final String STACK_TRACES = "HUXLEY_STACKTRACE";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: huxley recording, huxley fit, huxley sweep, huxley example, huxley mechanisms, huxley plot or huxley bench");
    }

    /** Runs the command line and ends the process. */
    public static void main(String[] arguments) {
        System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** Runs the command line; returns the exit code. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine =
                configured(new CommandLine(new HuxleyCommand())).setOut(out).setErr(err);
        commandLine.setExecutionExceptionHandler((exception, failed, parsed) -> {
            if (System.getenv(STACK_TRACES) != null) {
                exception.printStackTrace(failed.getErr());
            }
            failed.getErr().println("huxley: " + WrongUsage.shortened(message(exception), parsed.originalArgs()));
            return 1;
        });
        commandLine.setParameterExceptionHandler(WrongUsage::report);
        return commandLine.execute(arguments);
    }

    /** Sets how the values of options are read. */
    static CommandLine configured(CommandLine commandLine) {
        return commandLine.setCaseInsensitiveEnumValuesAllowed(true).registerConverter(Path.class, new PathOption());
    }

    /** The message of an exception for people; one that nobody expects is named as such. */
    static String message(Throwable exception) {
        boolean expected = exception instanceof IllegalArgumentException
                || exception instanceof UncheckedIOException
                || exception.getClass().getName().startsWith("dev.huxley");
        String text = exception.getMessage() == null ? exception.toString() : exception.getMessage();
        return expected
                ? text
                : "unexpected " + exception.getClass().getSimpleName() + ": " + text + " (set " + STACK_TRACES
                        + "=1 for the stack trace)";
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"huxley " + SoftwareVersions.huxley()};
        }
    }
}
