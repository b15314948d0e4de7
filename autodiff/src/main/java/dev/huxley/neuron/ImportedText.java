package dev.huxley.neuron;

import java.util.regex.Matcher;

/**
 * The text of an imported mechanism as NEURON takes it: in ASCII, under a name that NEURON has not given away.
 *
 * @param name the name of the mechanism in NEURON
 * @param text the file
 */
record ImportedText(String name, String text) {
    /**
     * @param source the text as it was read
     * @param usual the name of a mechanism whose text gives none
     */
    static ImportedText of(String source, String usual) {
        String text = MechanismLayout.ascii(source.replace("\u00b0C", "degC").replace("\u03a9", "ohm"));
        Matcher found = WrittenMechanism.nameIn(text);
        if (!found.find()) {
            return new ImportedText(ReservedNames.mechanism(usual), text);
        }
        String name = ReservedNames.mechanism(found.group(2));
        return new ImportedText(name, text.substring(0, found.start(2)) + name + text.substring(found.end(2)));
    }
}
