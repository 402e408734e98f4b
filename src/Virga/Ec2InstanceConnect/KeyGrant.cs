using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Ec2InstanceConnect;

/// <summary>Lets a key into an instance for a minute, whoever asks for it.</summary>
internal static class KeyGrant
{
    /// <summary>"The key remains for 60 seconds" (API reference, SendSSHPublicKey).</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    public static async Task GiveAsync(
        InstanceRow instance, Machines? machines, string user, string key, DateTimeOffset now,
        CancellationToken cancellation)
    {
        if (instance.State != InstanceStateName.Running) throw ConnectErrors.InstanceState();
        if (!IsUser(user) || !IsKey(key)) throw ConnectErrors.InvalidArguments();
        if (machines?.As<IKeyGrants>(instance) is not { } grants)
            throw ConnectErrors.Unavailable($"the backend {instance.Backend} takes no keys while a machine runs");
        try
        {
            await grants.GrantAsync(instance.Id, user, key.Trim(), now + Time, cancellation).ConfigureAwait(false);
        }
        catch (IOException unreachable)
        {
            throw ConnectErrors.Unavailable(unreachable.Message);
        }
    }

    /// <summary>The model's pattern: letters, digits, underscore and hyphen, not a hyphen first.</summary>
    private static bool IsUser(string user) =>
        user.Length is > 0 and <= 32 && user[0] != '-'
        && user.All(one => char.IsAsciiLetterOrDigit(one) || one is '_' or '-' or '.' or '@');

    /// <summary>One line of a type that ssh knows and a blob in base64.</summary>
    private static bool IsKey(string key)
    {
        var words = key.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var type, var blob, ..]
            && type is "ssh-rsa" or "ssh-ed25519" or "ecdsa-sha2-nistp256" or "ecdsa-sha2-nistp384"
                or "ecdsa-sha2-nistp521"
            && !key.Trim().Any(char.IsControl)
            && Convert.TryFromBase64String(blob, new byte[blob.Length], out _);
    }
}
