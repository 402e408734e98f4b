using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Gives a certificate another name or path.</summary>
internal sealed class UpdateServerCertificate : IMutation<UpdateServerCertificateRequest, UpdateServerCertificateResult>
{
    public static UpdateServerCertificateResult Run(UpdateServerCertificateRequest input, Change change)
    {
        var row = change.Get<ServerCertificateRow>(input.ServerCertificateName!);
        var name = input.NewServerCertificateName ?? row.Id;
        if (name != row.Id)
        {
            if (change.Find<ServerCertificateRow>(name) is not null)
                throw IamErrors.AlreadyExists($"The Server Certificate with name {name} already exists.");
            change.Remove<ServerCertificateRow>(row.Id);
        }

        change.Put(row with { Id = name, Path = input.NewPath ?? row.Path });
        return new();
    }
}
