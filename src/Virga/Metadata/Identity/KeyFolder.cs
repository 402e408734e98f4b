using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Metadata.Identity;

/// <summary>Private keys and their certificates as files, NAME.key and NAME.pem.</summary>
/// <param name="directory">Where they are; null keeps nothing, so that each process has its own.</param>
internal sealed class KeyFolder(string? directory)
{
    public (string Key, string Certificate)? Find(string name)
    {
        if (directory is null) return null;
        var (key, certificate) = (Path.Combine(directory, name + ".key"), Path.Combine(directory, name + ".pem"));
        return File.Exists(key) && File.Exists(certificate) ? (File.ReadAllText(key), File.ReadAllText(certificate))
            : null;
    }

    public void Keep(string name, AsymmetricAlgorithm key, X509Certificate2 certificate)
    {
        if (directory is null) return;
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, name + ".key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(directory, name + ".pem"), certificate.ExportCertificatePem());
    }
}
