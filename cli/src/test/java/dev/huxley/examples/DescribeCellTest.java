package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of describing a cell prints what it is meant to show. */
class DescribeCellTest {
    @Test
    void theExampleShowsTablesAndReadsItsFile(@TempDir Path folder) throws Exception {
        String printed = ExampleProgram.run("DescribeCell", folder);
        for (String part : new String[] {
            "5 compartments -> 1 cell, 5 branches, 29 compartments",
            "row  branch  group       mechanism",
            "... 9 rows not shown ...",
            "4 means by group",
            "branch(4): 9 compartments: 288 um",
            "read again: true"
        }) {
            assertTrue(printed.contains(part), "'" + part + "' is missing in:\n" + printed);
        }
    }
}
