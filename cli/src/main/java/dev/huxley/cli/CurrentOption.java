package dev.huxley.cli;

import dev.huxley.recording.CurrentChoice;
import dev.huxley.text.Quotation;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --current}: the current to inject, in either spelling of "idealized". */
final class CurrentOption implements ITypeConverter<CurrentChoice> {
    @Override
    public CurrentChoice convert(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "command" -> CurrentChoice.COMMAND;
            case "measured" -> CurrentChoice.MEASURED;
            case "idealized", "idealised" -> CurrentChoice.IDEALIZED;
            case "automatic" -> CurrentChoice.AUTOMATIC;
            default -> throw new TypeConversionException(
                    Quotation.of(text) + " is no current to inject; name command, measured or idealized");
        };
    }
}
