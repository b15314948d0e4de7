package dev.huxley.parametersweep;

import dev.huxley.feature.Feature;
import dev.huxley.text.Quotation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/** Features by their names or by short ones. */
public final class FeatureNames {
    private FeatureNames() {}

    /**
     * The feature of this name, or else, without regard to case, the one whose name begins with it, or else the one that
     * has it within its name, if there is only one: {@code "Spikecount"}, {@code "input_resistance"}, {@code "sag_amp"}.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name, or if there are several, with all
     */
    public static Feature find(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("a feature has no name; name one, for instance Spikecount");
        }
        List<BiPredicate<String, String>> ways = List.of(String::equals, String::startsWith, String::contains);
        for (BiPredicate<String, String> way : ways) {
            List<Feature> found = Arrays.stream(Feature.values())
                    .filter(feature -> way.test(feature.efelName().toLowerCase(Locale.ROOT), wanted))
                    .toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            if (found.size() > 1) {
                throw new IllegalArgumentException("the name " + Quotation.of(name) + " is that of several features: "
                        + Quotation.list(found) + "; write more of it");
            }
        }
        return Feature.named(name.strip());
    }
}
