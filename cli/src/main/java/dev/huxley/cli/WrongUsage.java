package dev.huxley.cli;

import dev.huxley.text.Quotation;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
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
            command.usage(err);
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /**
     * The path of a file or folder. An empty name is an error: it would be the working folder, but usually comes from
     * an unset variable in a script.
     */
    static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the name is empty; name a file or a folder, . for the working folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    Quotation.of(text) + " cannot be the name of a file (" + e.getReason() + ")");
        }
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
