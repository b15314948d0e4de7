package dev.huxley.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.testing.ModFiles;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who asks for a quantity by NEURON's name is told Huxley's. */
class NeuronNamesTest {
    private static final Pattern KEY = Pattern.compile("is in Huxley '(\\w+)'");

    @ParameterizedTest
    @CsvSource({
        "L, length", "diam, radius", "Ra, axial_resistivity", "cm, capacitance", "gnabar_hh, HH_gNa", "gkbar_hh, HH_gK",
        "gl_hh, HH_gLeak", "el_hh, HH_eLeak", "ena, HH_eNa", "ek, HH_eK", "g_pas, Leak_gLeak", "e_pas, Leak_eLeak"
    })
    void everyVerbNamesTheQuantityThatItIs(String name, String key) {
        Cell cell = cell();
        List<Executable> verbs = List.of(
                () -> cell.set(name, 1), () -> cell.get(name), () -> cell.record(name), () -> cell.makeTrainable(name));
        assertAll(verbs.stream().map(verb -> () -> {
            String message = assertThrows(IllegalArgumentException.class, verb).getMessage();
            Matcher named = KEY.matcher(message);
            assertTrue(named.find() && named.group(1).equals(key), message);
            cell.get(named.group(1)); // the quantity exists
        }));
    }

    @Test
    void celsiusAndNsegAreNoQuantitiesOfCompartments() {
        Cell cell = cell();
        assertAll(Stream.of("celsius", "nseg").map(name -> () -> {
            String message = assertThrows(IllegalArgumentException.class, () -> cell.set(name, 3))
                    .getMessage();
            assertTrue(message.contains(name.equals("nseg") ? "withCompartmentsInBranch" : "globals().set"), message);
        }));
    }

    /** NEURON writes the mechanism behind its variable, Huxley in front of it. */
    @Test
    void variablesOfImportedMechanismsAreUnderstood() {
        Cell cell = new Cell(new Compartment());
        cell.insert(Nmodl.parse(ModFiles.text("kdr").replace("SUFFIX kdr", "SUFFIX hh")));
        String message = assertThrows(IllegalArgumentException.class, () -> cell.set("gbar_hh", 1))
                .getMessage();
        assertTrue(message.contains("'hh_gbar'"), message);
    }

    @Test
    void aGroupMayHaveAnyName() {
        String message = assertThrows(IllegalArgumentException.class, () -> cell().group("L"))
                .getMessage();
        assertFalse(message.contains("NEURON"), message);
    }

    private static Cell cell() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.insert(new Leak());
        return cell;
    }
}
