package dev.ize.tck.storage;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.Change;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Node;
import dev.ize.spi.Operation;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Ways to do what is asked for at too high a price. */
final class WrongCosts {
    private static final String APPLY = "Branch.apply";

    private WrongCosts() {}

    static Alteration writingTheTreeForASnapshot() {
        return Answers.distorting("FileSystemStorage.createSnapshot", (call, answer) -> {
            write(call.storage().mainBranch(), StorePath.ROOT);
            return answer;
        });
    }

    static Alteration writingTheTreeForAFork() {
        return Answers.distorting("FileSystemStorage.fork", (call, answer) -> {
            write((Branch) answer, StorePath.ROOT);
            return answer;
        });
    }

    static Alteration writingEachFileOfARenamedDirectory() {
        return Answers.distorting(APPLY, (call, answer) -> {
            for (Operation operation : call.argument(0, Change.class).operations()) {
                if (operation instanceof Operation.RenameDirectory) {
                    write(call.target(Branch.class), operation.path());
                }
            }
            return answer;
        });
    }

    /** Writes each file at or below a path anew. */
    private static void write(Branch branch, StorePath path) {
        Change.Builder change = Change.by("");
        branch.head()
                .walk(path)
                .filter(entry -> entry.node() instanceof Node.File)
                .forEach(entry -> change.setPermissions(entry.path(), 0640));
        if (!change.isEmpty()) {
            branch.apply(change.build());
        }
    }

    static Alteration writingTimesByThemselves() {
        return Answers.distorting(APPLY, (call, answer) -> {
            Branch branch = call.target(Branch.class);
            AppliedChange applied = (AppliedChange) answer;
            for (Operation operation : call.argument(0, Change.class).operations()) {
                if (branch.head().find(operation.path()).isPresent()) {
                    branch.apply(Change.by("")
                            .setModified(
                                    operation.path(), applied.effectiveTime().plusSeconds(1))
                            .build());
                }
            }
            return answer;
        });
    }

    /** Backwards, so that no part of the copy is a part of the file. */
    static Alteration keepingAnUndoCopy() {
        return Answers.distorting(APPLY, (call, answer) -> {
            for (Operation operation : call.argument(0, Change.class).operations()) {
                if (operation instanceof Operation.WriteFile || operation instanceof Operation.ReplaceContent) {
                    byte[] bytes = call.target(Branch.class).head().read(operation.path());
                    byte[] backwards = new byte[bytes.length];
                    for (int i = 0; i < bytes.length; i++) {
                        backwards[i] = bytes[bytes.length - 1 - i];
                    }
                    call.storage().store(new ByteArrayInputStream(backwards)).close();
                }
            }
            return answer;
        });
    }

    static Alteration readingEachVersion() {
        return Answers.distorting("View.read", (call, answer) -> {
            View view = call.target(View.class);
            view.history(call.argument(0, StorePath.class), LogQuery.newestFirst(10_000));
            return answer;
        });
    }

    static Alteration lookingIntoEachBranch() {
        return Answers.distorting("View.read", (call, answer) -> {
            FileSystemStorage storage = call.storage();
            List<BranchDescription> branches = storage.branches();
            for (BranchDescription branch : branches) {
                storage.branch(branch.name()).head().find(call.argument(0, StorePath.class));
            }
            return answer;
        });
    }

    static Alteration forkingDeletedBranchesInSecret() {
        return call -> {
            if (call.is("FileSystemStorage.deleteBranch")) {
                String name = call.argument(0, String.class);
                call.storage()
                        .fork("deleted~" + name, call.storage().branch(name).head());
            }
            return call.proceed();
        };
    }

    static Alteration pruningInNameOnly() {
        return call -> call.is("FileSystemStorage.prune")
                ? call.proceed(call.arguments()[0], RemovalMode.DRY_RUN, call.arguments()[2])
                : call.proceed();
    }
}
