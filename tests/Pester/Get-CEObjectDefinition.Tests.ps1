Describe 'Get-CEObjectDefinition' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        Set-CEObjectDefinition one -Field id, title
        Set-CEObjectDefinition two -Field id -Level Account
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Get-CEObjectDefinition' | Should -Be @('Instance', 'Level', 'MaxWait', 'Name', 'Session') }
    It 'lists all levels that apply' { (Get-CEObjectDefinition).Name | Should -Be @('two', 'one') }
    It 'lists one level' { (Get-CEObjectDefinition -Level Organization).Name | Should -Be 'one' }
    It 'takes wildcards' { (Get-CEObjectDefinition o*).Fields.Path | Should -Be @('id', 'title') }
    It 'names what is not there' { { Get-CEObjectDefinition nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceNotFound,*' }
}
