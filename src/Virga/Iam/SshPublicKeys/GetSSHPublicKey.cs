using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SshPublicKeys;

/// <summary>Shows a public key of a user.</summary>
internal sealed class GetSSHPublicKey : IQuery<GetSSHPublicKeyRequest, GetSSHPublicKeyResponse>
{
    public static GetSSHPublicKeyResponse Run(GetSSHPublicKeyRequest input, WorldView at)
    {
        var row = SshPublicKeyRow.Get(at, input.UserName, input.SSHPublicKeyId);
        var body = input.Encoding == "PEM" ? SshPublicKeyText.Pem(row.Body) : row.Body;
        return new() { SSHPublicKey = UploadSSHPublicKey.Show(row, body) };
    }
}
