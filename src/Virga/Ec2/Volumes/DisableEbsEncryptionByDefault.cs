using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Makes new volumes of the account plain unless a request says otherwise.</summary>
internal sealed class DisableEbsEncryptionByDefault
    : IMutation<DisableEbsEncryptionByDefaultRequest, DisableEbsEncryptionByDefaultResult>
{
    public static DisableEbsEncryptionByDefaultResult Run(DisableEbsEncryptionByDefaultRequest input, Change change)
    {
        change.Put(EbsSettingsRow.Of(change) with { IsEncryptedByDefault = false });
        return new() { EbsEncryptionByDefault = false };
    }
}
