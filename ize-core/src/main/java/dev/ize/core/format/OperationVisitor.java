package dev.ize.core.format;

import dev.ize.spi.Operation;

/**
 * One method for each kind of operation, named as it: the one place that tells them apart, so that the compiler finds
 * what a new kind would need. What a method throws is thrown from {@link #visit}.
 *
 * @param <R> what a visit gives
 */
public interface OperationVisitor<R> {
    R createFile(Operation.CreateFile operation);

    R writeFile(Operation.WriteFile operation);

    R truncateFile(Operation.TruncateFile operation);

    R replaceContent(Operation.ReplaceContent operation);

    R deleteFile(Operation.DeleteFile operation);

    R renameFile(Operation.RenameFile operation);

    R createDirectory(Operation.CreateDirectory operation);

    R deleteDirectory(Operation.DeleteDirectory operation);

    R renameDirectory(Operation.RenameDirectory operation);

    R setPermissions(Operation.SetPermissions operation);

    R setTimestamps(Operation.SetTimestamps operation);

    R setOwnership(Operation.SetOwnership operation);

    R createSymlink(Operation.CreateSymlink operation);

    R deleteSymlink(Operation.DeleteSymlink operation);

    R createHardLink(Operation.CreateHardLink operation);

    R setExtendedAttribute(Operation.SetExtendedAttribute operation);

    R removeExtendedAttribute(Operation.RemoveExtendedAttribute operation);

    R exchangeEntries(Operation.ExchangeEntries operation);

    R restore(Operation.Restore operation);

    /** Calls the visitor's method for the operation. */
    static <R> R visit(Operation operation, OperationVisitor<R> visitor) {
        if (operation instanceof Operation.CreateFile o) {
            return visitor.createFile(o);
        } else if (operation instanceof Operation.WriteFile o) {
            return visitor.writeFile(o);
        } else if (operation instanceof Operation.TruncateFile o) {
            return visitor.truncateFile(o);
        } else if (operation instanceof Operation.ReplaceContent o) {
            return visitor.replaceContent(o);
        } else if (operation instanceof Operation.DeleteFile o) {
            return visitor.deleteFile(o);
        } else if (operation instanceof Operation.RenameFile o) {
            return visitor.renameFile(o);
        } else if (operation instanceof Operation.CreateDirectory o) {
            return visitor.createDirectory(o);
        } else if (operation instanceof Operation.DeleteDirectory o) {
            return visitor.deleteDirectory(o);
        } else if (operation instanceof Operation.RenameDirectory o) {
            return visitor.renameDirectory(o);
        } else if (operation instanceof Operation.SetPermissions o) {
            return visitor.setPermissions(o);
        } else if (operation instanceof Operation.SetTimestamps o) {
            return visitor.setTimestamps(o);
        } else if (operation instanceof Operation.SetOwnership o) {
            return visitor.setOwnership(o);
        } else if (operation instanceof Operation.CreateSymlink o) {
            return visitor.createSymlink(o);
        } else if (operation instanceof Operation.DeleteSymlink o) {
            return visitor.deleteSymlink(o);
        } else if (operation instanceof Operation.CreateHardLink o) {
            return visitor.createHardLink(o);
        } else if (operation instanceof Operation.SetExtendedAttribute o) {
            return visitor.setExtendedAttribute(o);
        } else if (operation instanceof Operation.RemoveExtendedAttribute o) {
            return visitor.removeExtendedAttribute(o);
        } else if (operation instanceof Operation.ExchangeEntries o) {
            return visitor.exchangeEntries(o);
        } else if (operation instanceof Operation.Restore o) {
            return visitor.restore(o);
        }
        throw new AssertionError("Operation is sealed: " + operation.getClass());
    }
}
