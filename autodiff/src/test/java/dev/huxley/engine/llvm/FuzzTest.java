package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.jit.NativeLibrary;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random cells agree on both engines: the first 40 in every build, 300 with {@code mvn -Pfuzz}. One cell alone:
 * {@code -Dtest='FuzzTest#aRandomCellAgrees' -Dhuxley.fuzz.seed=17}.
 */
class FuzzTest {
    private static final int OFTEN = 40;
    private static final int ALL = 300;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    static LongStream first() {
        Long one = Long.getLong("huxley.fuzz.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, OFTEN);
    }

    static LongStream others() {
        return LongStream.range(OFTEN, ALL);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("first")
    void aRandomCellAgrees(long seed) {
        Agreement.require(RandomCell.of(seed));
    }

    @Tag("fuzz")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("others")
    void manyRandomCellsAgree(long seed) {
        Agreement.require(RandomCell.of(seed));
    }
}
