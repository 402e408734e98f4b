using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Metadata.Identity;

/// <summary>Private keys and their certificates as files, NAME.key and NAME.pem.</summary>
/// <param name="directory">Where they are; null keeps nothing, so that each process has its own.</param>
internal sealed class KeyFolder(string? directory)
{
    /// <summary>
    /// Null where there is no whole pair: nothing, half of one, or what is no key. Then another has to be made.
    /// </summary>
    public (string Key, string Certificate)? Find(string name)
    {
        if (directory is null) return null;
        try
        {
            var pair = (Key: File.ReadAllText(KeyPath(name)), Certificate: File.ReadAllText(CertificatePath(name)));
            using var whole = X509Certificate2.CreateFromPem(pair.Certificate, pair.Key);
            return pair;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException
            or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A process that is killed meanwhile leaves no pair, or this one; nobody else may read the key.</summary>
    public void Keep(string name, AsymmetricAlgorithm key, X509Certificate2 certificate)
    {
        if (directory is null) return;
        Directory.CreateDirectory(directory);
        File.Delete(CertificatePath(name));
        Write(KeyPath(name), key.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(CertificatePath(name), certificate.ExportCertificatePem(), UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <summary>Forgets every pair whose name begins so.</summary>
    public void Forget(string start)
    {
        if (directory is null || !Directory.Exists(directory)) return;
        foreach (var path in Directory.GetFiles(directory, start + "*")) File.Delete(path);
    }

    private string KeyPath(string name) => Path.Combine(directory!, name + ".key");

    private string CertificatePath(string name) => Path.Combine(directory!, name + ".pem");

    private static void Write(string path, string text, UnixFileMode mode)
    {
        var passing = path + ".new";
        File.Delete(passing);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var file = new StreamWriter(passing, options))
        {
            file.Write(text);
            file.Flush();
            ((FileStream)file.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(passing, path, overwrite: true);
    }
}
