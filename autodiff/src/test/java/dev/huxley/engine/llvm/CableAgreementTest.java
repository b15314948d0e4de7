package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.jit.NativeLibrary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With ions, diffusion and every integrator the llvm engine gives the traces and gradients of the torch engine. */
class CableAgreementTest {
    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 7, 10, 12, 15})
    void aBranchedCellAgrees(int number) {
        Agreement.require(RandomIons.add(RandomCell.of(40 + number, 0, 8, 3, 1, 2, 4, 1), number));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 12})
    void aBatchAgrees(int number) {
        Agreement.require(RandomIons.add(RandomCell.of(60 + number, 3, 9, 2, 1, 3), number));
    }

    @Test
    void aLargeBatchAgrees() {
        Agreement.require(RandomIons.add(RandomCell.of(81, 20, 5, 2, 1), 15));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aPointNeuronAgrees(int number) {
        Agreement.require(RandomIons.add(RandomCell.of(90 + number, 0, 12, 1), number));
        Agreement.require(RandomIons.add(RandomCell.of(95 + number, 4, 12, 1), number + 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7})
    void aLongCableAgrees(int number) {
        Agreement.require(RandomIons.add(RandomCell.of(70 + number, 0, 6, 43), number));
    }
}
