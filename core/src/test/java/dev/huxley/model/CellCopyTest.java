package dev.huxley.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.mechanism.hay.CaPump;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy of a cell is equal to it, and apart from it. */
class CellCopyTest {
    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        cell.insert(new HH());
        cell.branch(1).insert(new CaPump());
        cell.branch(1).insert(new CaNernstReversal());
        cell.branch(2).addToGroup("tuft");
        cell.diffuse("CaCon_i");
        cell.branch(1).set("radius", 0.7, 0.4);
        cell.comp(0).branch(0).stimulate(Waveform.step(1, 2, 0.3, 0.1, 5));
        cell.branch(0).comp(1).clamp("v", Waveform.step(1, 2, -70, 0.1, 5), 3);
        cell.branch(1, 2).record("v");
        cell.branch(0).record("i_HH");
        cell.branch(0, 1).makeTrainable("HH_gNa", 0.1, 0.2);
        cell.makeTrainable("HH_gK");
        return cell;
    }

    @Test
    void aCopyIsEqualInEverything() {
        Cell cell = cell();
        assertArrayEquals(ModelFile.bytes(cell), ModelFile.bytes(cell.copy()), "bytes of the copy");
    }

    @Test
    void changesOfTheOneDoNotReachTheOther() {
        Cell cell = cell();
        byte[] before = ModelFile.bytes(cell);
        Cell copy = cell.copy();
        copy.set("v", -50);
        copy.set("capacitance", 2);
        copy.branch(2).removeFromGroup("tuft");
        copy.deleteTrainables();
        copy.deleteRecordings();
        copy.comp(0).stimulate(Waveform.step(1, 2, 0.3, 0.1, 5));
        copy.makeTrainable("radius");
        assertArrayEquals(before, ModelFile.bytes(cell), "bytes of the original");
        byte[] copied = ModelFile.bytes(copy);
        cell.set("v", -10);
        cell.deleteClamps();
        assertArrayEquals(copied, ModelFile.bytes(copy), "bytes of the copy");
    }

    @Test
    void anotherProtocolLeavesTheRest() {
        Cell cell = cell();
        List<TrainableParameter> first = cell.trainables().subList(0, 1);
        NeuronModel other =
                ModelSnapshot.of(cell).withProtocol(List.of(), List.of(), first).build();
        assertEquals(0, other.stimuli().size());
        assertEquals(0, other.recordings().size());
        assertEquals(1, other.clamps().size());
        assertEquals(1, other.trainables().size());
        assertEquals("branch(0,1)/HH_gNa", other.trainables().get(0).path());
        assertArrayEquals(cell.get("HH_gNa"), other.get("HH_gNa"), 0);
        assertArrayEquals(cell.get("radius"), other.get("radius"), 0);
    }
}
