package dev.huxley.cli.model;

import dev.huxley.text.Quotation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option that names a file or folder. An empty name is an error: it would be the working folder, but usually comes from
 * an unset variable in a script.
 */
public final class PathOption implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        return parse(text);
    }

    /** The path of a file or folder. */
    public static Path parse(String text) {
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
}
