package dev.huxley.model;

import static dev.huxley.model.Errors.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaPump;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pumps and diffusing states in the description. */
class DiffusionTest {
    private static final double ABSENT = Double.NaN;

    @Test
    void aDiffusingStateExistsEverywhere() {
        Branch branch = new Branch(new Compartment(), 4);
        branch.comp(1, 2).insert(new CaPump());
        branch.comp(2).set("CaCon_i", 3e-4);
        branch.diffuse("CaCon_i");
        assertEquals(Set.of("CaCon_i"), branch.diffusingStates());
        assertArrayEquals(new double[] {0, 5e-5, 3e-4, 0}, branch.get("CaCon_i"));
        assertArrayEquals(new double[] {1, 1, 1, 1}, branch.get("axial_diffusion_CaCon_i"));
        assertEquals("um2/ms", branch.unit("axial_diffusion_CaCon_i"));
        assertEquals("mM/ms", branch.unit("i_CaPump"));
        branch.comp(0).record("CaCon_i");
    }

    /** The order of diffusion and insertion makes no difference, unless somebody has set a value. */
    @Test
    void insertionAfterDiffuseBeginsAtTheMechanismsValue() {
        Branch branch = new Branch(new Compartment(), 4);
        branch.comp(0).insert(new CaPump());
        branch.diffuse("CaCon_i");
        branch.comp(2).set("CaCon_i", 7e-5);
        branch.comp(1, 2).insert(new CaPump());
        assertArrayEquals(new double[] {5e-5, 5e-5, 7e-5, 0}, branch.get("CaCon_i"));
        branch.comp(1).set("CaCon_i", 0);
        branch.comp(1).insert(new CaPump());
        assertEquals(0, branch.comp(1).get("CaCon_i")[0], "a value that was set");
    }

    @Test
    void endOfDiffusionLeavesTheStateWhereMechanismsDeclareIt() {
        Branch branch = new Branch(new Compartment(), 3);
        branch.comp(0).insert(new CaPump());
        branch.diffuse("CaCon_i");
        branch.comp(1).insert(new CaPump());
        branch.deleteDiffusion("CaCon_i");
        assertArrayEquals(new double[] {5e-5, 5e-5, ABSENT}, branch.get("CaCon_i"));
        assertTrue(branch.diffusingStates().isEmpty());
        assertFalse(branch.nodes().contains("axial_diffusion_CaCon_i"));
        assertSays(() -> branch.deleteDiffusion("CaCon_i"), "'CaCon_i'", "does not diffuse");
    }

    @Test
    void deletionOfAMechanismLeavesTheStateDiffusing() {
        Branch branch = new Branch(new Compartment(), 2);
        branch.insert(new CaPump());
        branch.diffuse("CaCon_i");
        branch.comp(0).deleteMechanism("CaPump");
        assertArrayEquals(new double[] {0, 5e-5}, branch.get("CaCon_i"));
        branch.comp(0).insert(new CaPump());
        assertArrayEquals(new double[] {5e-5, 5e-5}, branch.get("CaCon_i"));
        assertSays(() -> branch.deleteMechanism("CaPump"), "CaPump", "'CaCon_i'", "deleteDiffusion");
        branch.deleteDiffusion("CaCon_i");
        branch.deleteMechanism("CaPump");
        assertFalse(branch.nodes().contains("CaCon_i"));
        assertFalse(branch.nodes().contains("axial_diffusion_CaCon_i"));
    }

    @Test
    void diffusionDoesNotEndWhereItIsNeeded() {
        Branch branch = new Branch(new Compartment(), 2);
        branch.comp(1).insert(new CaPump());
        branch.diffuse("CaCon_i");
        branch.comp(0).record("CaCon_i");
        assertSays(() -> branch.deleteDiffusion("CaCon_i"), "'CaCon_i'", "recorded", "compartment 0");
        branch.deleteRecordings();
        branch.makeTrainable("axial_diffusion_CaCon_i");
        assertSays(() -> branch.deleteDiffusion("CaCon_i"), "'axial_diffusion_CaCon_i'", "trainable");
        branch.deleteTrainables();
        branch.comp(1).record("CaCon_i");
        branch.deleteDiffusion("CaCon_i");
        assertArrayEquals(new double[] {ABSENT, 5e-5}, branch.get("CaCon_i"));
    }

    @Test
    void diffusingTwiceChangesNothing() {
        Branch branch = new Branch(new Compartment(), 2);
        branch.insert(new HH());
        branch.diffuse("HH_m");
        branch.set("axial_diffusion_HH_m", 3);
        branch.diffuse("HH_m");
        assertArrayEquals(new double[] {3, 3}, branch.get("axial_diffusion_HH_m"));
    }

    @Test
    void whatCannotDiffuseIsNamed() {
        Branch branch = new Branch(new Compartment(), 2);
        branch.insert(new CaPump());
        assertSays(() -> branch.diffuse("v"), "'v'", "flows");
        assertSays(() -> branch.diffuse("CaPump_decay"), "'CaPump_decay'", "not a state");
        assertSays(() -> branch.diffuse("CaCon_o"), "'CaCon_o'");
        branch.diffuse("CaCon_i");
        assertSays(() -> branch.set("axial_diffusion_CaCon_i", 0), "'axial_diffusion_CaCon_i'", "positive");
        assertSays(() -> branch.set("axial_diffusion_CaCon_i", -1), "positive");
    }

    @Test
    void partsOfAModelMustNotDiffuse() {
        Branch branch = new Branch(new Compartment(), 2);
        branch.insert(new CaPump());
        branch.diffuse("CaCon_i");
        assertSays(() -> new Cell(branch, -1, 0), "CaCon_i", "whole model");
        branch.deleteDiffusion("CaCon_i");
        assertEquals(1, new Cell(branch, -1, 0).pumps().size());
    }

    @Test
    void aPumpMustDeclareItsIon() {
        IonPump wrong = new IonPump("Wrong") {
            @Override
            public String ion() {
                return "KCon_i";
            }

            @Override
            public NDArray removalRate(Membrane membrane) {
                return membrane.voltage();
            }
        };
        Branch branch = new Branch(new Compartment(), 2);
        assertSays(() -> branch.insert(wrong), "Wrong", "'KCon_i'", "does not declare");
        assertFalse(branch.nodes().contains("Wrong"));
    }
}
