package dev.huxley.cli;

import dev.huxley.text.Quotation;
import java.io.File;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a command line that is not understood. */
final class WrongUsage {
    private WrongUsage() {}

    /** Prints the error and the remedy; returns the exit code. */
    static int report(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(shortened(wrong.getMessage(), List.of(arguments))));
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            if (command.getParent() == null) {
                command.usage(err);
            } else {
                // Not all options: the message would be out of sight above them.
                err.println(
                        "\"" + command.getCommandSpec().qualifiedName() + " --help\" lists the options, with examples");
            }
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Shortens the values of the command line that a message quotes, except paths. */
    static String shortened(String message, List<String> arguments) {
        String shortened = message;
        for (String argument : arguments) {
            for (String part : argument.split("[=,:-]+")) {
                if (part.length() > Quotation.LONGEST && part.indexOf(File.separatorChar) < 0) {
                    shortened = shortened.replace(part, Quotation.bare(part));
                }
            }
        }
        return Quotation.printable(shortened);
    }
}
