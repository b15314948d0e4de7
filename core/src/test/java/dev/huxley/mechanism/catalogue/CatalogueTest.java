package dev.huxley.mechanism.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.hay.NaTaT;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void fullNamesAreUniqueAndSayThePackage() {
        Set<String> names = new HashSet<>();
        for (CatalogueEntry entry : Catalogue.entries()) {
            assertTrue(names.add(entry.fullName()), entry.fullName() + " is listed twice");
            Mechanism mechanism = entry.create();
            assertNotSame(mechanism, entry.create());
            if (!mechanism.getClass().equals(Leak.class)) {
                assertEquals(
                        "dev.huxley.mechanism." + entry.library(),
                        mechanism.getClass().getPackageName(),
                        entry.fullName());
            }
        }
        assertEquals(
                List.of(
                        "passive",
                        "hh",
                        "hodgkinhuxley",
                        "pospischil",
                        "extended",
                        "hay",
                        "ion",
                        "fohlmeister",
                        "aoyama",
                        "benison",
                        "liu",
                        "torre",
                        "chen",
                        "usui",
                        "kamiyama",
                        "simplified",
                        "synapse",
                        "neuron",
                        "destexhe",
                        "ribbon"),
                Catalogue.libraries());
    }

    @Test
    void everyEntryHasWhatPeopleAskFor() {
        for (CatalogueEntry entry : Catalogue.entries()) {
            String name = entry.fullName();
            assertFalse(entry.title().isBlank(), name);
            assertTrue(
                    List.of("passive", "synapse").contains(entry.library())
                            || entry.paper().citation().matches(".*\\d{4}"),
                    name);
            String equations = entry.create().equations();
            assertFalse(equations.isBlank(), name + " has no equations");
            equations.lines().forEach(line -> assertTrue(line.length() <= 110, name + ": " + line));
            for (Declaration declaration : entry.create().parameters()) {
                assertFalse(declaration.unit().isBlank(), name + " " + declaration);
                assertTrue(
                        equations.contains(declaration.name()),
                        declaration.name() + " is not in the equations of " + name);
            }
            entry.companions()
                    .forEach(companion ->
                            assertEquals(companion, Catalogue.find(companion).fullName()));
        }
    }

    @Test
    void namesAreFoundWithTheirLibraryAndWithoutWhereTheyAreUnique() {
        assertEquals("hay.NaTaT", Catalogue.find("NaTaT").fullName());
        assertEquals("pospischil.Na", Catalogue.find("pospischil.Na").fullName());
        assertEquals("passive.Leak", Catalogue.find("Leak").fullName());
        assertEquals(NaTaT.class, Catalogue.find("hay.NaTaT").insertable().getClass());
        assertSays("Na", "hodgkinhuxley.Na, pospischil.Na, extended.Na, fohlmeister.Na, aoyama.Na, benison.Na");
        assertSays("Phototransduction", "torre.Phototransduction, chen.Phototransduction");
        assertSays("NaTat", "'NaTaT'");
        assertSays("hay.NaTs2", "'hay.NaTs2T'");
    }

    @Test
    void quantitiesAreFoundWithTheMechanismThatDeclaresThem() {
        assertEquals(
                "simplified.Fire",
                Catalogue.declaring("Fire_spikes").orElseThrow().fullName());
        assertEquals("S/cm2", Catalogue.declaration("HH_gNa").orElseThrow().unit());
        assertEquals(0.12, Catalogue.declaration("HH_gNa").orElseThrow().value());
        assertTrue(Catalogue.declaring("v").isEmpty(), "v is of every compartment, no mechanism declares it");
    }

    private static void assertSays(String name, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> Catalogue.find(name))
                .getMessage();
        assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
    }

    @Test
    void channelsOfAnotherTemperatureAreAnotherMechanism() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new NaTaT());
        cell.insert(new NaTaT("NaTaT", 34));
        assertSame(1, cell.channels().size());
        assertThrows(IllegalArgumentException.class, () -> cell.insert(new NaTaT("NaTaT", 22)));
        cell.insert(new NaTaT("Cold", 22));
        assertEquals(2, cell.channels().size());
    }
}
