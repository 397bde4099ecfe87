package org.cordscope.cli.study;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.labelling.LabelChain;
import org.cordscope.study.UserFacingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks that no label event was changed, taken out or put in. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Computes the hash chain of all label events anew; exit 1 where it is broken.")
final class LabelsVerify implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Override
    public Integer call() throws IOException {
        try (StudyFolder folder = study.open()) {
            LabelChain.Check check = LabelChain.verify(folder);
            check.problem().ifPresent(problem -> {
                throw new UserFacingException(problem, "Restore study.db from a backup.");
            });
            System.out.println(check.events() + " label events, the chain is whole. Head: " + check.head());
        }
        return 0;
    }
}
