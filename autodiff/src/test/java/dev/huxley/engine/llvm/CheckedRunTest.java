package dev.huxley.engine.llvm;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs and gradients stay inside their memory: the build runs this with {@code huxley.debug.bounds}, and without. */
class CheckedRunTest {
    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyAccessOfANetworkIsInside(int batch) {
        NetworkAgreementTest.requireAgreement(7, batch, true);
        NetworkAgreementTest.requireAgreement(8, batch, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 20})
    void everyAccessIsInsideAndResultsAgree(int batch) {
        Agreement.require(RandomCell.of(1003, batch, 6, 3, 2));
    }
}
