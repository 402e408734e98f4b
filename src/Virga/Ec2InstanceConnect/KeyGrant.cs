using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2InstanceConnect;

/// <summary>Lets a key into an instance for a minute, whoever asks for it.</summary>
internal static class KeyGrant
{
    /// <summary>"The key remains for 60 seconds" (API reference, SendSSHPublicKey).</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    /// <returns>Whether it is in; else nobody here can let it in while the machine runs.</returns>
    public static async Task<bool> GiveAsync(
        InstanceRow instance, Machines? machines, string user, string key, DateTimeOffset now,
        CancellationToken cancellation)
    {
        if (instance.State != InstanceStateName.Running) throw ConnectErrors.InstanceState();
        if (!IsUser(user) || !IsKey(key)) throw ConnectErrors.InvalidArguments();
        if (machines?.As<IKeyGrants>(instance) is not { } grants) return false;
        try
        {
            await grants.GrantAsync(instance.Id, user, key.Trim(), now + Time, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (IOException unreachable)
        {
            throw ConnectErrors.Unavailable(unreachable.Message);
        }
    }

    /// <summary>Puts a key where the guest's agent looks: managed-ssh-keys of the metadata.</summary>
    public static InstanceRow Show(Change change, InstanceRow instance, string user, string key) =>
        Keep(change, instance, new(user, key, change.Now + Time, change.Caller.Arn, change.NewId("key")));

    /// <summary>Lets a key open the serial console of an instance.</summary>
    public static InstanceRow KeepForSerialConsole(Change change, InstanceRow instance, string key) =>
        Keep(change, instance, new("", key, change.Now + Time, change.Caller.Arn, change.NewId("key"))
        {
            IsForSerialConsole = true,
        });

    private static InstanceRow Keep(Change change, InstanceRow instance, ActiveKey active)
    {
        List<ActiveKey> keys = [.. Left(instance, change.Now), active];
        change.Expire<ActiveKeyIsOver>(keys[0].Until - change.Now, instance.Id);
        return change.Put(instance with { ActiveKeys = keys });
    }

    /// <summary>Those that may still log in.</summary>
    public static IEnumerable<ActiveKey> Left(InstanceRow instance, DateTimeOffset now) =>
        instance.ActiveKeys.Where(key => key.Until > now);

    /// <summary>The model's pattern: letters, digits, underscore and hyphen, not a hyphen first.</summary>
    private static bool IsUser(string user) =>
        user.Length is > 0 and <= 32 && user[0] != '-'
        && user.All(one => char.IsAsciiLetterOrDigit(one) || one is '_' or '-' or '.' or '@');

    /// <summary>One line of a type that ssh knows and a blob in base64.</summary>
    public static bool IsKey(string key)
    {
        var words = key.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var type, var blob, ..]
            && type is "ssh-rsa" or "ssh-ed25519" or "ecdsa-sha2-nistp256" or "ecdsa-sha2-nistp384"
                or "ecdsa-sha2-nistp521"
            && !key.Trim().Any(char.IsControl)
            && Convert.TryFromBase64String(blob, new byte[blob.Length], out _);
    }
}
