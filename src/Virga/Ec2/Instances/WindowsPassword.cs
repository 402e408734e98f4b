using System.Security.Cryptography;
using System.Text;
using Virga.Ec2.KeyPairs;
using Virga.State;

namespace Virga.Ec2.Instances;

/// <summary>
/// The administrator's password of a simulated Windows instance, sealed with its key pair, RSA and PKCS#1 v1.5, as
/// EC2's
/// launch agent does it (EC2 User Guide, "Retrieve the Windows administrator password"). A real machine would have to
/// set it, which no backend does: there is none for those.
/// </summary>
internal sealed class WindowsPassword : ITransition
{
    private const int Length = 32;

    private const string Characters =
        "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!@#$%&*()-=+?.;";

    /// <summary>On AWS some minutes; scaled as all waits are.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(4);

    /// <summary>Lets an instance have its password after a while, where it will have one.</summary>
    public static void Plan(Change change, InstanceRow instance)
    {
        if (instance is { Platform: "windows", Backend: Simulation.Backend } && KeyOf(change, instance) is not null)
            change.Later<WindowsPassword>(Delay, instance.Id);
    }

    public static void Run(Change change, string subject)
    {
        if (change.Find<InstanceRow>(subject) is not { IsTerminated: false, PasswordData: null } instance
            || KeyOf(change, instance) is not { } key) return;
        using var rsa = key.ToRsa();
        var password = RandomNumberGenerator.GetString(Characters, Length);
        var sealedPassword = rsa.Encrypt(Encoding.ASCII.GetBytes(password), RSAEncryptionPadding.Pkcs1);
        change.Put(instance with
        {
            PasswordData = Convert.ToBase64String(sealedPassword),
            PasswordTime = change.Now,
        });
    }

    private static SshPublicKey? KeyOf(Change change, InstanceRow instance) =>
        instance.KeyName is { } name && KeyPairRow.FindByName(change, name) is { } pair
            && SshPublicKey.Parse(pair.PublicKey) is { KeyType: SshPublicKey.RsaName } key
            ? key
            : null;
}
