// Names that AWS's API model uses too; in the emulator they mean the state's own.
global using Scope = Virga.State.Scope;
global using Session = Virga.Service.Session;
