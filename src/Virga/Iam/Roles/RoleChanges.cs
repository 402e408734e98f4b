using Virga.State;

namespace Virga.Iam.Roles;

/// <summary>Changes roles; those of services belong to AWS.</summary>
internal static class RoleChanges
{
    public static RoleRow Update(Change change, string? name, Func<RoleRow, RoleRow> update)
    {
        var row = change.Get<RoleRow>(name!);
        return row.IsServiceLinked ? throw IamErrors.UnmodifiableEntity(row.Id) : change.Put(update(row));
    }
}
