using Virga.Iam.AccessKeys;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.State;
using Virga.Sts;

namespace Virga.Iam.LastUse;

/// <summary>Notes that keys, users and roles were used, allowed or not, as AWS does.</summary>
internal static class Uses
{
    /// <summary>A use is noted again when the last one is this old; AWS tells no finer.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(30);

    /// <summary>Notes a request whose signature was verified. Keys that were not issued here are nobody's.</summary>
    public static void Note(Store store, Caller caller, string region, string service, string operation)
    {
        if (caller.AccessKeyId is not { } key || AccessKeyId.AccountOf(key) is not { } account) return;
        var scope = new Scope(account, Scope.GlobalRegion);
        var home = store.World.At(scope);
        var ids = Users(home, key).ToList();
        var now = store.Time.GetUtcNow();
        if (ids.TrueForAll(id => IsFresh(home.Table<UseRow>().Find(id), service, operation, region, now))) return;
        store.Commit(scope, change =>
        {
            foreach (var id in ids) change.Put(Noted(change.Find<UseRow>(id) ?? new(id), now));
        });

        UseRow Noted(UseRow row, DateTimeOffset time)
        {
            var services = new SortedDictionary<string, ServiceUse>(row.Services, StringComparer.Ordinal);
            var actions = services.TryGetValue(service, out var before)
                ? new SortedDictionary<string, ActionUse>(before.Actions, StringComparer.Ordinal)
                : new(StringComparer.Ordinal);
            actions[operation] = new(time, region);
            services[service] = new(time, region, actions);
            return row with { Services = services };
        }
    }

    /// <summary>The key itself where it is a long-term one, and the user or role behind it.</summary>
    private static IEnumerable<string> Users(Partition home, string key)
    {
        if (home.Table<AccessKeyRow>().Find(key) is { } own)
        {
            yield return own.Id;
            if (home.Table<UserRow>().Find(own.UserName) is { } user) yield return user.UniqueId;
        }
        else if (home.Table<TemporaryCredentialsRow>().Find(key) is { } session)
        {
            if (home.Table<RoleRow>().Find(session.RoleName) is { } role) yield return role.UniqueId;
            if (home.Table<UserRow>().Find(session.UserName) is { } user) yield return user.UniqueId;
        }
    }

    private static bool IsFresh(UseRow? row, string service, string operation, string region, DateTimeOffset now) =>
        row is not null && row.Services.TryGetValue(service, out var use)
        && use.Actions.TryGetValue(operation, out var action)
        && action.Region == region && use.Region == region && now - action.At < Grain;
}
