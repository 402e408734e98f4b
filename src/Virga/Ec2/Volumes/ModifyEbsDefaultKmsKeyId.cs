using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Chooses the account's default key. Keys are names here: there is no key store to look them up in.</summary>
internal sealed class ModifyEbsDefaultKmsKeyId
    : IMutation<ModifyEbsDefaultKmsKeyIdRequest, ModifyEbsDefaultKmsKeyIdResult>
{
    public static ModifyEbsDefaultKmsKeyIdResult Run(ModifyEbsDefaultKmsKeyIdRequest input, Change change)
    {
        change.Put(EbsSettingsRow.Of(change) with { KmsKeyId = input.KmsKeyId });
        return new() { KmsKeyId = input.KmsKeyId };
    }
}
